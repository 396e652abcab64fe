#include "email/sources.hpp"

#include <algorithm>

#include "email/health.hpp"
#include "email/mailbox_access.hpp"
#include "email/queries.hpp"
#include "email/token_request.hpp"
#include "email/tokens.hpp"
#include "platform/config/settings.hpp"
#include "platform/crypto/vault.hpp"
#include "platform/mail/charset.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

constexpr std::size_t most_folders = 20, longest_folder = 250;

std::string place_of(MailboxId id, std::string_view what) { return "mailbox/" + std::to_string(id.value) + "/" + std::string(what); }

std::string sealed(const Context& context, const std::string& secret, MailboxId id, std::string_view what) {
    return secret.empty() ? std::string() : context.services.vault.seal(secret, place_of(id, what));
}

/// False when it was sealed with another key; then it is empty.
bool open_secret(const Context& context, std::string& secret, MailboxId id, std::string_view what) {
    if (secret.empty()) return true;
    auto open = context.services.vault.open(secret, place_of(id, what));
    secret = open.value_or("");
    return open.has_value();
}

bool open_secrets(const Context& context, Source& source) {
    const bool opened = open_secret(context, source.secret, source.mailbox_id, "secret");
    return open_secret(context, source.client_secret, source.mailbox_id, "client_secret") && opened;
}

/// With secrets where they can be read: a person may enter them anew.
std::optional<Source> find_for_person(db::Reader& reader, const Context& context, MailboxId id) {
    auto source = reader.find<Source>(sql::find_source, id);
    if (source) open_secrets(context, *source);
    return source;
}

MailboxSource shown(const Source& source) {
    MailboxSource out;
    static_cast<SourceFields&>(out) = source;
    out.mailbox_id = source.mailbox_id;
    out.has_secret = !source.secret.empty();
    out.has_client_secret = !source.client_secret.empty();
    return out;
}

bool plain_word(const std::string& text) {
    return !text.empty() && std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; });
}

bool plain_line(const std::string& text) {
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; });
}

bool good_folder(const std::string& name) { return !name.empty() && name.size() <= longest_folder && plain_line(name); }

void check(const Context& context, const Source& source) {
    FieldProblems problems;
    if (!plain_word(source.host)) problems.add("host", "required");
    if (!plain_word(source.login)) problems.add("login", "required");
    if (source.secret.empty()) problems.add("secret", "required");
    if (source.sign_in == SignIn::oauth) {
        if (!is_good_token_url(context, source.token_url)) problems.add("token_url", "email.bad_token_url");
        if (source.client_id.empty()) problems.add("client_id", "required");
    }
    if (source.folders.empty() || source.folders.size() > most_folders || !std::ranges::all_of(source.folders, good_folder))
        problems.add("folders", "email.bad_folders");
    if (!source.moved_to.empty() && (!good_folder(source.moved_to) || std::ranges::count(source.folders, source.moved_to)))
        problems.add("moved_to", "email.bad_folders");
    problems.throw_if_any();
}

/// Whoever could send a stored secret elsewhere could read it.
bool same_account(const Source& known, const SourceInput& input) {
    return known.host == input.host && known.port == input.port && known.security == input.security && known.login == input.login &&
           known.sign_in == input.sign_in.value_or(known.sign_in) && known.token_url == input.token_url.value_or(known.token_url);
}

void store(db::Tx& tx, const Context& context, const Source& source) {
    tx.execute(sql::put_source, source.mailbox_id, source.host, source.port, source.security, source.login, source.sign_in,
               sealed(context, source.secret, source.mailbox_id, "secret"), source.token_url, source.client_id,
               sealed(context, source.client_secret, source.mailbox_id, "client_secret"), source.folders, source.moved_to, source.existing,
               source.version);
    tx.execute(sql::forget_other_folders, source.mailbox_id, source.folders);
    tx.execute(sql::add_health, source.mailbox_id);
    tx.notify(sources_channel, "");
}

}  // namespace

std::optional<Source> find_source(db::Reader& reader, const Context& context, MailboxId id) {
    auto source = reader.find<Source>(sql::find_source, id);
    if (source && !open_secrets(context, *source)) throw Problem(ProblemKind::unavailable, "email.secret_unreadable");
    return source;
}

void keep_new_secret(db::Tx& tx, const Context& context, const Source& source) {
    tx.execute(sql::set_source_secret, source.mailbox_id, sealed(context, source.secret, source.mailbox_id, "secret"), source.login,
               source.token_url, source.client_id);
}

Source source_of(db::Reader& reader, const Context& context, const SourceInput& input) {
    auto known = find_for_person(reader, context, input.mailbox_id);
    Source source = known && same_account(*known, input) ? *known : Source{};
    if (known) source.version = known->version;
    source.mailbox_id = input.mailbox_id;
    source.host = input.host;
    source.port = input.port;
    source.security = input.security;
    source.login = input.login;
    source.sign_in = input.sign_in.value_or(source.sign_in);
    source.secret = input.secret.value_or(source.secret);
    source.client_secret = input.client_secret.value_or(source.client_secret);
    source.token_url = input.token_url.value_or(source.token_url);
    source.client_id = input.client_id.value_or(source.client_id);
    source.moved_to = input.moved_to.value_or(known ? known->moved_to : "");
    source.folders = input.folders.value_or(known ? known->folders : std::vector<std::string>{"INBOX"});
    source.existing = input.existing.value_or(known ? known->existing : Existing::unread);
    check(context, source);
    return source;
}

net::Destination destination_of(const Context& context, const Source& source) {
    auto& settings = context.services.settings;
    return {source.host, static_cast<std::uint16_t>(source.port), settings.flag("mailbox_allow_private"),
            settings.text("mailbox_authorities")};
}

MailboxSource get_source(db::Reader& reader, const Context& context, const MailboxKey& input) {
    access_mailbox(reader, context, input.mailbox_id);
    auto source = find_for_person(reader, context, input.mailbox_id);
    if (!source) throw Problem(ProblemKind::not_found, "email.source_not_found");
    return shown(*source);
}

MailboxSource put_source(db::Tx& tx, const Context& context, const SourceInput& input) {
    auto mailbox = access_mailbox(tx, context, input.mailbox_id);
    auto source = source_of(tx, context, input);
    ++source.version;
    store(tx, context, source);
    record_mailbox(tx, context, "email.source_changed", mailbox);
    watch_soon(tx, context);
    return shown(source);
}

void delete_source(db::Tx& tx, const Context& context, const MailboxKey& input) {
    auto mailbox = access_mailbox(tx, context, input.mailbox_id);
    tx.execute(sql::delete_source, mailbox.id);
    tx.execute(sql::forget_other_folders, mailbox.id, std::vector<std::string>{});
    tx.notify(sources_channel, "");
    record_mailbox(tx, context, "email.source_removed", mailbox);
}

ConnectionTest test_connection(const Context& context, const SourceInput& input) {
    auto source = context.services.database.read([&](db::Reader& reader) {
        access_mailbox(reader, context, input.mailbox_id);
        return source_of(reader, context, input);
    });
    ConnectionTest test;
    test.encrypted = source.security != Security::plain;
    try {
        Tokens tokens(context, source);
        auto folders = source.folders;
        if (!source.moved_to.empty()) folders.push_back(source.moved_to);
        auto trial = imap::try_out(destination_of(context, source), source.security, tokens.credentials(), folders);
        // A folder to move to is made when it is needed.
        std::erase(trial.missing_folders, source.moved_to);
        test.missing_folders = trial.missing_folders;
        test.pushes = trial.pushes;
        if (!test.missing_folders.empty()) test.fault = net::Fault::folder;
    } catch (const net::Failure& failure) {
        test.fault = failure.fault;
        test.words = mail::valid_utf8(failure.words);
    }
    test.works = !test.fault;
    return test;
}

}  // namespace goodhost::email
