#include "escalation/telling.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "accounts/accounts.hpp"
#include "brands/brands.hpp"
#include "escalation/acknowledge_link.hpp"
#include "escalation/pushing.hpp"
#include "escalation/queries.hpp"
#include "platform/i18n/translator.hpp"
#include "platform/mail/notice.hpp"
#include "platform/services.hpp"
#include "push/push.hpp"

namespace goodhost::escalation {

using namespace std::chrono_literals;

namespace {

/// What breaks in the same moment is gathered before the first mail goes.
constexpr Duration gather = 10s, between_mails = 5min;
constexpr std::size_t lines_at_most = 20;
constexpr std::string_view topic_prefix = "pages/";

struct Waiting {
    std::int64_t id = 0;
    TicketId ticket_id;
    BrandId brand_id;
    std::string subject;
    Trigger trigger_kind = Trigger::critical_opened;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (id, ticket_id, brand_id, subject, trigger_kind))

/// When what waits for an agent is to go. The first that waits sets the time; later ones join it.
std::optional<Instant> find_mail_time(db::Reader& reader, const Context& system, AgentId agent) {
    if (reader.get<std::int64_t>(sql::count_waiting, agent) != 1) return std::nullopt;
    auto at = system.now() + gather;
    if (auto mailed = reader.find<Instant>(sql::find_mailed, agent)) at = std::max(at, *mailed + between_mails);
    return at;
}

/// Who is to be mailed at which moment. A page tells a whole team: one job does for all.
using MailTimes = std::map<Instant, std::set<AgentId>>;

void order_mails(db::Tx& tx, const Context& system, const MailTimes& times) {
    for (auto& [at, agents] : times) jobs::enqueue(tx, system, mail_job, OfAgents{{agents.begin(), agents.end()}}, {at, {}});
}

/// In one order, so that two who tell the same people never wait for each other.
void take_turns(db::Tx& tx, const std::vector<Person>& people) {
    std::set<std::int64_t> agents;
    for (auto& person : people) agents.insert(person.id.value);
    for (auto agent : agents) tx.execute(sql::take_turn, agent);
}

std::string reason_of(const i18n::Translator& t, const Waiting& one) {
    return t("escalation.reason." + std::string(enum_name(one.trigger_kind)));
}

std::string lines_of(const i18n::Translator& t, const std::vector<Waiting>& waiting) {
    std::string lines;
    for (std::size_t i = 0; i < std::min(waiting.size(), lines_at_most); ++i)
        lines += fmt::format("#{} {}: {}\n", waiting[i].ticket_id.value, waiting[i].subject, reason_of(t, waiting[i]));
    if (waiting.size() > lines_at_most) lines += "…\n";
    return lines;
}

mail::Notice notice_of(const Context& context, const accounts::AgentRow& agent, const std::vector<Waiting>& waiting, std::string link) {
    i18n::Translator t(context.services.catalogue, i18n::Locale(agent.locale), agent.time_zone);
    auto& newest = waiting.front();
    mail::Notice mail{agent.email, agent.name, agent.locale, waiting.size() == 1 ? "escalation.mail.page" : "escalation.mail.pages", {}};
    mail.arguments = {{"name", agent.name},
                      {"number", std::to_string(newest.ticket_id.value)},
                      {"subject", newest.subject},
                      {"reason", reason_of(t, newest)},
                      {"count", std::to_string(waiting.size())},
                      {"lines", lines_of(t, waiting)},
                      {"link", std::move(link)}};
    return mail;
}

/// Nothing when somebody else's mail took it along.
void send_to(db::Tx& tx, const Context& context, AgentId agent_id) {
    tx.execute(sql::take_turn, agent_id);
    auto waiting = tx.list<Waiting>(sql::list_waiting, agent_id);
    tx.execute(sql::settle_waiting, agent_id);
    auto agent = accounts::find_agent(tx, agent_id);
    auto brand = waiting.empty() ? std::nullopt : brands::find_brand(tx, waiting.front().brand_id);
    if (!agent || !agent->active || !brand) return;
    tx.execute(sql::save_mailed, agent_id, context.now());
    auto link = acknowledge_link(context, *brand, {agent_id, waiting.front().id});
    mail::queue(tx, context.as_system(brand->id), notice_of(context, *agent, waiting, std::move(link)));
}

}  // namespace

void tell(db::Tx& tx, const Context& system, const Page& page, const std::vector<Person>& people) {
    auto& means = page.steps.at(static_cast<std::size_t>(page.step)).means;
    take_turns(tx, people);
    auto by = [&](Means one) { return std::ranges::find(means, one) != means.end(); };
    std::vector<AgentId> shown;
    shown.reserve(people.size());
    MailTimes mail_times;
    for (auto& person : people) {
        bool mails = by(Means::mail) && !person.email.empty();
        bool pushes = by(Means::push) && push::reaches(tx, person.id);
        tx.execute(sql::insert_tell, page.id, person.id, page.round, page.step, system.now(), by(Means::desk), mails ? "waiting" : "none",
                   pushes ? "waiting" : "none");
        auto mailed_at = mails ? find_mail_time(tx, system, person.id) : std::nullopt;
        if (mailed_at) mail_times[*mailed_at].insert(person.id);
        if (pushes) order_push(tx, system, person.id);
        shown.push_back(person.id);
    }
    order_mails(tx, system, mail_times);
    refresh(tx, system, shown);
}

void refresh(db::Tx& tx, const Context& context, const std::vector<AgentId>& agents) {
    auto* hub = context.services.live;
    if (!hub) return;
    tx.after_commit([hub, agents] {
        for (auto agent : agents)
            hub->signal(std::string(topic_prefix) + std::to_string(agent.value), "paged", {ActorKind::system, 0, {}}, {});
    });
}

void send_waiting(const Context& context, const jobs::Job& job) {
    auto agents = json::from_json<OfAgents>(job.payload).agent_ids;
    try {
        context.services.database.write([&](db::Tx& tx) {
            for (auto agent : agents) send_to(tx, context, agent);
        });
    } catch (const std::exception&) {
        // Whom it can't be written to keeps nobody else from being called.
        context.services.database.write([&](db::Tx& tx) {
            for (auto agent : agents)
                jobs::enqueue(tx, context, one_mail_job, OfAgent{agent}, {context.now(), std::to_string(agent.value)});
        });
    }
}

void send_waiting_to_one(const Context& context, const jobs::Job& job) {
    auto agent = json::from_json<OfAgent>(job.payload).agent_id;
    context.services.database.write([&](db::Tx& tx) { send_to(tx, context, agent); });
}

live::Source pages_topic() {
    live::Source source{.stream_prefix = topic_prefix};
    source.load = [](db::Reader&, const trail::Entry&) { return std::string(); };
    source.view = [](const Context&, const trail::Entry&, const std::string&) { return std::vector<live::Update>(); };
    source.may_follow = [](db::Reader&, const Context& viewer, std::string_view topic) {
        return viewer.is_agent() && topic == std::string(topic_prefix) + std::to_string(viewer.actor.id);
    };
    return source;
}

}  // namespace goodhost::escalation
