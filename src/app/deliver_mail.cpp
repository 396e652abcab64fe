#include <fmt/core.h>

#include <iostream>
#include <iterator>

#include "app/command_line.hpp"
#include "app/mail_commands.hpp"
#include "app/program.hpp"
#include "email/email.hpp"

namespace goodhost::app {

/// Whatever goes wrong here is temporary for the mail server: it keeps the mail and tries again. Only a mailbox that does not
/// exist is a mistake of the command line.
int deliver_mail(const config::Settings& settings, const std::string& name) {
    try {
        std::string raw{std::istreambuf_iterator<char>(std::cin), {}};
        Program program(settings);
        program.migrate();
        auto mailbox = program.database().read([&](db::Reader& reader) { return email::find_mailbox(reader, name); });
        if (!mailbox) {
            fmt::print(stderr, "goodhost: there is no mailbox '{}'\n", name);
            return wrong_usage;
        }
        auto delivery = email::deliver(program.system_context(), *mailbox, raw);
        fmt::print("{} {}\n", enum_name(delivery.outcome), delivery.ticket_id ? delivery.ticket_id->value : 0);
        return done;
    } catch (const Problem& problem) {
        fmt::print(stderr, "goodhost: {}: {}\n", problem.code, problem.log);
    } catch (const std::exception& error) { fmt::print(stderr, "goodhost: {}\n", error.what()); }
    return try_later;
}

}  // namespace goodhost::app
