#include "app/command_line.hpp"

#include <fmt/core.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>

#include "app/commands.hpp"
#include "app/mail_commands.hpp"
#include "app/seed.hpp"
#include "app/serve.hpp"
#include "app/settings.hpp"
#include "app/simulate/command.hpp"
#include "platform/db/db.hpp"
#include "platform/db/sqlite_version.hpp"
#include "platform/log/log.hpp"
#include "platform/version.hpp"

namespace goodhost::app {

namespace {

/// The command line as parsed. Settings given as flags are kept as text and checked by Settings.
struct Line {
    std::string config_file;
    std::map<std::string, std::string> flags;
    std::function<int(const config::Settings&)> command;
};

/// Every setting is a flag of every command: `slow_statement_ms` is `--slow-statement-ms`.
void add_settings(CLI::App& app, Line& line) {
    app.add_option("--config", line.config_file, "Configuration file (TOML)")->check(CLI::ExistingFile)->group("Settings");
    for (auto& setting : known_settings()) {
        std::string name = "--" + std::string(setting.key);
        std::ranges::replace(name, '_', '-');
        auto key = std::string(setting.key);
        auto keep = [&line, key](const std::string& value) { line.flags[key] = value; };
        auto* option = app.add_option_function<std::string>(name, keep, std::string(setting.help))->group("Settings");
        if (setting.kind == config::Kind::flag) option->expected(0, 1)->default_str("true");
    }
}

config::Settings read_settings(const Line& line) {
    config::Settings settings(known_settings());
    if (!line.config_file.empty()) settings.read_file(line.config_file);
    settings.read_environment(environ);
    for (auto& [key, value] : line.flags) settings.set(key, value, "--" + key);
    static constexpr std::pair<std::string_view, log::Level> levels[] = {
        {"debug", log::Level::debug}, {"info", log::Level::info}, {"warning", log::Level::warning}, {"error", log::Level::error}};
    for (auto& [name, level] : levels)
        if (settings.text("log_level") == name) log::set_level(level);
    return settings;
}

struct Named {
    std::string name, help;
};

CLI::App* command(CLI::App& app, Line& line, const Named& named, std::function<int(const config::Settings&)> run) {
    auto* sub = app.add_subcommand(named.name, named.help)->fallthrough();
    if (run) sub->callback([&line, run] { line.command = run; });
    return sub;
}

/// For commands that work on a migrated database.
std::function<int(const config::Settings&)> with_program(std::function<int(Program&, const config::Settings&)> run) {
    return [run](const config::Settings& settings) {
        Program program(settings);
        program.migrate();
        return run(program, settings);
    };
}

/// For commands that only make sense where an installation is: a mistyped folder must not become an empty one.
std::function<int(const config::Settings&)> with_installation(std::function<int(Program&, const config::Settings&)> run) {
    return [run = with_program(std::move(run))](const config::Settings& settings) {
        require_installation(settings);
        return run(settings);
    };
}

void add_user_commands(CLI::App& app, Line& line) {
    static NewUser user;
    static NewApiToken token;
    auto* users = app.add_subcommand("user", "Agents")->fallthrough()->require_subcommand(1);
    command(*users, line, {"list", "One agent a line: address, name, role, state"},
            with_installation([](Program& p, auto&) { return list_users(p); }));
    auto* create =
        command(*users, line, {"create", "Create an agent"}, with_program([](Program& p, auto&) { return create_user(p, user); }));
    create->add_option("--email", user.email)->required();
    create->add_option("--name", user.name);
    create->add_option("--role", user.role, "owner, admin, lead, agent or light_agent");
    create->add_option("--password", user.password, "Left out: one is made and printed");
    auto* password = command(*users, line, {"password", "Set an agent's password"},
                             with_installation([](Program& p, auto&) { return set_user_password(p, user.email, user.password); }));
    password->add_option("--email", user.email)->required();
    password->add_option("--password", user.password)->required();
    auto* tokens = app.add_subcommand("token", "API tokens")->fallthrough()->require_subcommand(1);
    auto* make = command(*tokens, line, {"create", "Make a token and print it"},
                         with_installation([](Program& p, auto&) { return create_token(p, token); }));
    make->add_option("--agent", token.agent, "The agent's address")->required();
    make->add_option("--name", token.name);
    make->add_option("--scope", token.scopes, "Permissions; none: all of the agent's");
}

void add_mail_commands(CLI::App& app, Line& line) {
    static bool as_json = false;
    static std::string mailbox;
    auto* mail = app.add_subcommand("mail", "Messages")->fallthrough()->require_subcommand(1);
    auto* inspect = command(*mail, line, {"inspect", "Print what the parser sees of the message on standard input"},
                            [](auto&) { return inspect_mail(as_json); });
    inspect->add_flag("--json", as_json);
    auto* deliver = command(*mail, line, {"deliver", "Take the message on standard input into a mailbox; exit 75: try again later"},
                            [](auto& settings) { return deliver_mail(settings, mailbox); });
    deliver->add_option("--mailbox", mailbox)->required();
}

void add_simulation(CLI::App& app, Line& line) {
    static simulate::Options options;
    auto* run = command(app, line, {"simulate", "Try promises and rosters before living them: the program itself under virtual time"},
                        [](auto&) { return simulate::run(options); });
    run->add_option("scenario", options.scenario, "JSON file, or - for standard input: docs/guides/simulate.md");
    run->add_option("--seed", options.seed, "Instead of the scenario's; the same one gives the same result to the byte");
    run->add_option("--json", options.json, "Write what was found as JSON to this file, or - for standard output");
    run->add_option("--report", options.report, "Write a page with figures and charts to this file");
    run->add_flag("--schema", options.schema, "Print the JSON Schema of scenarios");
    run->footer("Exit codes: 0 it ran, 1 what may never be has been, 64 wrong usage, 65 the scenario is wrong");
}

void add_data_commands(CLI::App& app, Line& line) {
    static SeedOptions seed;
    static std::string folder, stream;
    auto* fill = command(app, line, {"seed", "Fill an empty installation with the demo host"},
                         with_program([](Program& p, auto&) { return run_seed(p, seed); }));
    fill->add_option("--size", seed.size, "small, large, huge or vast")->check(CLI::IsMember({"small", "large", "huge", "vast"}));
    fill->add_option("--seed", seed.number, "The same number gives the same host");
    command(app, line, {"backup", "Copy database, files and key into a folder, while serving too"},
            with_installation([](Program& p, auto& s) { return backup(p, s, folder); }))
        ->add_option("folder", folder)
        ->required();
    command(app, line, {"restore", "Bring a backup into an empty data folder; refuses a damaged one"},
            [](auto& s) { return restore(s, folder); })
        ->add_option("folder", folder)
        ->required();
    command(app, line, {"verify", "Check the trail's hash chain; exit 3 when an entry is altered or missing"},
            with_installation([](Program& p, auto&) { return verify(p, stream); }))
        ->add_option("--stream", stream, "Only this stream, e.g. ticket/42");
}

void add_commands(CLI::App& app, Line& line) {
    command(app, line, {"serve", "Serve until stopped"}, [](auto& settings) { return serve(settings); });
    command(app, line, {"migrate", "Bring the database to this version"}, [](auto& settings) {
        Program program(settings);
        return migrate(program);
    });
    add_data_commands(app, line);
    add_user_commands(app, line);
    add_mail_commands(app, line);
    add_simulation(app, line);
    command(app, line, {"openapi", "Print the API's description"}, [](auto&) { return print_openapi(); });
    command(app, line, {"doctor", "Say what is wrong, in words"}, with_installation([](Program& p, auto& s) { return doctor(p, s); }));
    command(app, line, {"config", "Print the settings in force, secrets masked"}, [](auto& settings) {
        fmt::print("{}", settings.in_force());
        return static_cast<int>(done);
    });
    command(app, line, {"version", "Print the version, and that of the SQLite inside"}, [](auto&) {
        fmt::print("goodhost {}\nSQLite {}\n", version, db::sqlite_version());
        return static_cast<int>(done);
    });
}

int execute(const Line& line) {
    try {
        return line.command(read_settings(line));
    } catch (const Problem& problem) {
        fmt::print(stderr, "goodhost: {}{}{}\n", problem.code, problem.log.empty() ? "" : ": ", problem.log);
        for (auto& field : problem.fields) fmt::print(stderr, "  {}: {}\n", field.field, field.code);
        if (problem.code == "platform.bad_configuration") return wrong_usage;
        return problem.kind == ProblemKind::unavailable ? try_later : failed;
    } catch (const db::Error& error) {
        fmt::print(stderr, "goodhost: database: {}\n", error.message);
        return failed;
    } catch (const std::exception& error) {
        fmt::print(stderr, "goodhost: {}\n", error.what());
        return failed;
    }
}

}  // namespace

int run(int argc, char** argv) {
    CLI::App app("Goodhost, the customer desk of web hosting companies");
    Line line;
    app.require_subcommand(1);
    app.set_version_flag("--version", std::string(version));
    add_settings(app, line);
    add_commands(app, line);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        int code = app.exit(error);
        return code ? wrong_usage : done;
    }
    return execute(line);
}

}  // namespace goodhost::app
