#pragma once
#include <string>
#include <vector>

#include "app/program.hpp"

/// What the command line offers besides `serve`. Each prints for people (or just the value where a script wants it) and
/// returns an ExitCode.
namespace goodhost::app {

struct NewUser {
    std::string email, name, role = "agent", password;
};

struct NewApiToken {
    std::string agent, name = "command line";
    std::vector<std::string> scopes;
};

int migrate(Program& program);
int list_users(Program& program);
int create_user(Program& program, const NewUser& user);
int set_user_password(Program& program, const std::string& email, const std::string& password);
/// Prints just the token.
int create_token(Program& program, const NewApiToken& token);
/// Exit 0 only when every stream's chain is intact (or erased on purpose).
int verify(Program& program, const std::string& stream);
int print_openapi();
/// Says what is wrong in words; exit 1 when something is.
int doctor(Program& program, const config::Settings& settings);
/// A folder with the database, the files, the secret key and a manifest of digests; consistent while the server runs.
int backup(Program& program, const config::Settings& settings, const std::string& folder);
/// Into an empty data folder (or database); refuses a damaged backup and says which file.
int restore(const config::Settings& settings, const std::string& folder);

}  // namespace goodhost::app
