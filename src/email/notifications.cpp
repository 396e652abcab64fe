#include "email/notifications.hpp"

#include <algorithm>

#include "email/notification_settings.hpp"
#include "email/queries.hpp"
#include "email/unsubscribe.hpp"
#include "platform/db/page.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

struct Choice {
    std::string kind;
    NotificationWay way = NotificationWay::desk;
    std::optional<bool> pushed;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (kind, way, pushed))

struct Times {
    std::int64_t digest_minutes = 0;
    std::optional<std::int64_t> quiet_from, quiet_until;
};
BOOST_DESCRIBE_STRUCT(Times, (), (digest_minutes, quiet_from, quiet_until))

/// Nobody's mail program fills before the person asked for it; what waits for this very person is the exception.
constexpr NotificationWay standard_way(NotificationKind kind) {
    switch (kind) {
        case NotificationKind::assigned:
        case NotificationKind::mentioned: return NotificationWay::both;
        case NotificationKind::team_ticket: return NotificationWay::none;
        default: return NotificationWay::desk;
    }
}

constexpr bool is_pushed_by_standard(NotificationKind kind) { return standard_way(kind) == NotificationWay::both; }

void choose_pushed(db::Tx& tx, accounts::AgentId agent, const std::vector<NotificationKind>& pushed) {
    auto settings = settings_of(tx, agent);
    for (auto& [kind, way] : settings.ways) {
        bool chosen = std::ranges::any_of(pushed, [&](NotificationKind one) { return enum_name(one) == kind; });
        tx.execute(sql::put_pushed, agent, kind, way, chosen);
    }
}

accounts::AgentId me(const Context& context) { return {context.actor.id}; }

}  // namespace

NotificationList list_notifications(db::Reader& reader, const Context& context, const NotificationFilter& filter) {
    auto limit = filter.limit.value_or(50);
    db::Query query(sql::list_notifications, me(context), filter.cursor.value_or(INT64_MAX), limit + 1);
    auto list = db::list_page<NotificationList>(reader, query, limit);
    list.unread = reader.get<std::int64_t>(sql::count_unread, me(context));
    return list;
}

void read_notifications(db::Tx& tx, const Context& context, const NotificationsRead& input) {
    if (input.up_to) tx.execute(sql::read_up_to, me(context), *input.up_to, context.now());
    if (input.ticket_id) tx.execute(sql::read_of_ticket, me(context), *input.ticket_id, context.now());
}

NotificationSettings settings_of(db::Reader& reader, accounts::AgentId agent) {
    NotificationSettings settings;
    auto choices = reader.list<Choice>(sql::list_choices, agent);
    auto& kinds = type_of<NotificationKind>();
    for (std::size_t i = 0; i < kinds.names.size(); ++i) {
        NotificationKind kind{};
        kinds.set_enum(&kind, i);
        auto choice = std::ranges::find(choices, kinds.names[i], &Choice::kind);
        bool chosen = choice != choices.end();
        settings.ways.emplace(kinds.names[i], chosen ? choice->way : standard_way(kind));
        if (chosen && choice->pushed ? *choice->pushed : is_pushed_by_standard(kind)) settings.pushed.push_back(kind);
    }
    auto times = reader.find<Times>(sql::find_times, agent).value_or(Times{});
    settings.digest_minutes = times.digest_minutes;
    settings.quiet_from = times.quiet_from;
    settings.quiet_until = times.quiet_until;
    return settings;
}

NotificationSettings get_notification_settings(db::Reader& reader, const Context& context, const http::Empty&) {
    auto settings = settings_of(reader, me(context));
    auto agent = accounts::find_agent(reader, me(context));
    if (agent) settings.mail_off = reader.get<std::int64_t>(sql::count_left, agent->email, notifications_list) > 0;
    return settings;
}

NotificationSettings put_notification_settings(db::Tx& tx, const Context& context, const NotificationSettingsInput& input) {
    auto known = type_of<NotificationKind>().names;
    FieldProblems problems;
    for (auto& [kind, way] : input.ways)
        if (std::ranges::find(known, kind) == known.end()) problems.add("ways." + kind, "unknown_value");
    if (input.quiet_from.has_value() != input.quiet_until.has_value()) problems.add("quiet_until", "required");
    problems.throw_if_any();
    for (auto& [kind, way] : input.ways) tx.execute(sql::put_choice, me(context), kind, way);
    if (input.pushed) choose_pushed(tx, me(context), *input.pushed);
    tx.execute(sql::put_times, me(context), input.digest_minutes.value_or(0), input.quiet_from, input.quiet_until);
    // Who chooses mails wants them, whatever was clicked in an old one.
    auto agent = accounts::find_agent(tx, me(context));
    if (agent) tx.execute(sql::delete_left, agent->email, notifications_list);
    return get_notification_settings(tx, context, {});
}

live::Source notification_topic() {
    constexpr std::string_view prefix = "notifications/";
    live::Source source{.stream_prefix = prefix};
    source.load = [](db::Reader&, const trail::Entry&) { return std::string(); };
    source.view = [](const Context&, const trail::Entry&, const std::string&) { return std::vector<live::Update>(); };
    source.may_follow = [=](db::Reader&, const Context& viewer, std::string_view topic) {
        return viewer.is_agent() && topic == std::string(prefix) + std::to_string(viewer.actor.id);
    };
    return source;
}

}  // namespace goodhost::email
