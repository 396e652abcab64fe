#include <boost/asio/co_spawn.hpp>
#include <exception>

#include "platform/imap/client.hpp"

namespace goodhost::imap {

namespace {

net::Task<Trial> look(Client& client, const Credentials& credentials, const std::vector<std::string>& folders) {
    co_await client.connect();
    co_await client.login(credentials);
    Trial trial;
    trial.pushes = client.can("IDLE");
    for (auto& folder : folders) {
        const bool there = co_await client.has_folder(folder);
        if (!there) trial.missing_folders.push_back(folder);
    }
    co_await client.logout();
    co_return trial;
}

}  // namespace

Trial try_out(const net::Destination& destination, Security security, const Credentials& credentials,
              const std::vector<std::string>& folders) {
    net::Loop loop(0, 1);
    Client client(loop, destination, security);
    Trial trial;
    std::exception_ptr thrown;
    net::asio::co_spawn(loop.context(), look(client, credentials, folders), [&](std::exception_ptr error, Trial result) {
        thrown = error;
        trial = std::move(result);
        // Else the loop would run on until the last deadline.
        client.close();
    });
    loop.context().run();
    if (thrown) std::rethrow_exception(thrown);
    return trial;
}

}  // namespace goodhost::imap
