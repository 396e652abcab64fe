#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>

#include "app/command_line.hpp"
#include "app/mail_commands.hpp"
#include "app/program.hpp"
#include "email/email.hpp"
#include "email/spool.hpp"
#include "platform/net/spool.hpp"

namespace goodhost::app {

namespace {

bool read_to_end(int descriptor, net::SpoolFile& spool) {
    std::string piece(256 * 1024, '\0');
    while (true) {
        const auto got = ::read(descriptor, piece.data(), piece.size());
        if (got == 0) return spool.good();
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 || !spool.write(std::string_view(piece).substr(0, static_cast<std::size_t>(got)))) return false;
    }
}

}  // namespace

/// Whatever goes wrong here is temporary for the mail server: it keeps the mail and tries again. So is a mailbox that is not
/// there: somebody renamed it, and a bounce would tell the customer instead of the administrator.
int deliver_mail(const config::Settings& settings, const std::string& name) {
    try {
        require_installation(settings);
        Program program(settings);
        program.migrate();
        auto mailbox = program.database().read([&](db::Reader& reader) { return email::find_mailbox(reader, name); });
        if (!mailbox) {
            fmt::print(stderr, "goodhost: there is no mailbox '{}'\n", name);
            return try_later;
        }
        net::SpoolFile spool(email::spool_folder(program.system_context()));
        if (!read_to_end(STDIN_FILENO, spool)) {
            fmt::print(stderr, "goodhost: the message could not be read, or not be written to {}\n", spool.path());
            return try_later;
        }
        auto delivery = email::deliver_file(program.system_context(), *mailbox, spool.path());
        fmt::print("{} {}\n", enum_name(delivery.outcome), delivery.ticket_id ? delivery.ticket_id->value : 0);
        return done;
    } catch (const Problem& problem) {
        fmt::print(stderr, "goodhost: {}: {}\n", problem.code, problem.log);
    } catch (const std::exception& error) { fmt::print(stderr, "goodhost: {}\n", error.what()); }
    return try_later;
}

}  // namespace goodhost::app
