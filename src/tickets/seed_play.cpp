#include <fmt/format.h>

#include "platform/crypto/encoding.hpp"
#include "platform/files/files.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/services.hpp"
#include "tickets/edit.hpp"
#include "tickets/jobs.hpp"
#include "tickets/relations.hpp"
#include "tickets/seed.hpp"
#include "tickets/seed_script.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

namespace {

using namespace seeding;

/// Enough that the disk is not waited for, few enough that a batch is short for other writers.
constexpr std::size_t lines_per_write = 500;

struct SeedFile {
    std::string name, media_type;
    std::string text;    ///< or
    std::string base64;  ///< its bytes
};
BOOST_DESCRIBE_STRUCT(SeedFile, (), (name, media_type, text, base64))

std::map<std::string, NewAttachment> store_files(files::Store& store) {
    std::map<std::string, NewAttachment> stored;
    for (auto& file : read_seed<std::vector<SeedFile>>("files.json")) {
        auto bytes = file.base64.empty() ? file.text : crypto::from_base64(file.base64).value();
        stored[file.name] = {store.put(bytes).sha256, file.name, file.media_type, std::ssize(bytes)};
    }
    return stored;
}

/// Lets the people of the script act, through the same use cases as everybody, at the time of each line.
class Player {
  public:
    Player(const Context& system, const Cast& cast, const Script& script)
        : cast_(cast),
          script_(script),
          system_(told_at(clock_, system)),
          ids_(script.tickets.size()),
          files_(store_files(system.services.files)) {
        system.services.database.read([&](db::Reader& reader) {
            for (auto& agent : cast.agents) agents_.push_back(accounts::acting_as_agent(reader, system_, agent.id));
            light_agent_.push_back(accounts::acting_as_agent(reader, system_, cast.light_agent));
        });
    }

    std::vector<Body> prepare(std::span<const Line> lines) const {
        std::vector<Body> bodies(lines.size());
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (lines[i].part) bodies[i] = make_body({}, fill_in(lines[i].part->text, names_of(lines[i])));
        return bodies;
    }

    /// May be called again with the same lines when the database asks for it: it remembers only ids, which it overwrites.
    void play(db::Tx& tx, std::span<const Line> lines, const std::vector<Body>& bodies) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            clock_.set(lines[i].at);
            switch (lines[i].act) {
                case Act::open: open(tx, lines[i], bodies[i]); break;
                case Act::say: say(tx, lines[i], bodies[i]); break;
                case Act::snooze: snooze_ticket(tx, agent_of(lines[i]), {id_of(lines[i]), told(lines[i]).snoozed_until}); break;
                case Act::merge: merge_ticket(tx, agent_of(lines[i]), {id_of(lines[i]), ids_[told(lines[i]).merged_into]}); break;
                case Act::close: close(tx, id_of(lines[i])); break;
            }
        }
    }

  private:
    const Told& told(const Line& line) const { return script_.tickets[line.ticket]; }
    const Subject& subject(const Line& line) const { return cast_.subjects[told(line).subject]; }
    const accounts::ContactRow& contact(const Line& line) const { return subject(line).contacts[told(line).contact]; }
    TicketId id_of(const Line& line) const { return ids_[line.ticket]; }

    Context agent_of(const Line& line) const {
        auto acting = line.by_light_agent ? light_agent_.front() : agents_[told(line).agent];
        acting.brand = subject(line).brand;
        return acting;
    }
    Context contact_of(const Line& line) const { return accounts::acting_as_contact(system_, contact(line)); }

    Names names_of(const Line& line) const {
        auto& agent = cast_.agents[told(line).agent];
        auto& about = subject(line);
        return {called_name(contact(line).name, about.locale),
                called_name(agent.name, agent.locale),
                about.company,
                about.domain,
                about.server,
                std::to_string(20'000 + (line.ticket * 7919ULL) % 70'000)};
    }

    std::vector<AttachmentId> attach(db::Tx& tx, const Context& acting, const Line& line) {
        if (!line.part->attach) return {};
        auto id = store_attachment(tx, acting, files_.at(*line.part->attach)).id;
        // It is used at once: no host starts with thousands of timers that have nothing to do.
        jobs::cancel(tx, timers::discard, std::to_string(id.value));
        return {id};
    }

    /// Answers to mails find their ticket by it.
    std::optional<std::string> source_of(const Line& line) const {
        if (told(line).channel != Channel::email || line.part->by != Voice::customer) return std::nullopt;
        return fmt::format("s{}.{}@{}", line.ticket, line.order, subject(line).domain);
    }

    void open(db::Tx& tx, const Line& line, const Body& body) {
        auto& story = *told(line).story;
        auto acting = told(line).channel == Channel::phone ? agent_of(line) : contact_of(line);
        NewTicket input;
        input.brand = subject(line).brand;
        input.contact = contact(line).id;
        input.subject = fill_in(story.subject, names_of(line));
        input.body = body;
        input.channel = told(line).channel;
        input.category = story.category;
        input.severity = story.severity;
        input.service = subject(line).service;
        if (input.channel == Channel::email) input.team = team_of(line);
        input.attachments = attach(tx, acting, line);
        input.source_id = source_of(line);
        ids_[line.ticket] = open_ticket(tx, acting, input).id;
    }

    accounts::TeamId team_of(const Line& line) const {
        auto& agent = cast_.agents[told(line).agent];
        return agent.brands.empty() ? cast_.teams.at(told(line).story->team) : agent.teams.front();
    }

    void take(db::Tx& tx, const Context& agent, const Line& line) {
        AssignmentInput assignment{.ticket_id = id_of(line)};
        assignment.assignee_id = {true, cast_.agents[told(line).agent].id};
        assignment.team_id = {true, team_of(line)};
        assign_ticket(tx, agent, assignment);
        auto& tags = told(line).story->tags;
        if (!tags.empty()) change_tags(tx, agent, id_of(line), {tags, {}});
    }

    void say(db::Tx& tx, const Line& line, const Body& body) {
        auto& part = *line.part;
        bool by_customer = part.by == Voice::customer;
        auto acting = by_customer ? contact_of(line) : agent_of(line);
        if (line.takes) take(tx, acting, line);
        NewMessage input;
        input.kind = part.by == Voice::note ? MessageKind::note : part.by == Voice::report ? MessageKind::report : MessageKind::message;
        input.body = body;
        input.channel = told(line).channel == Channel::phone || told(line).channel == Channel::api ? Channel::portal : told(line).channel;
        input.attachments = attach(tx, acting, line);
        input.source_id = source_of(line);
        if (!by_customer) {
            input.status_after = part.status;
            input.reason = part.reason;
            input.next_report_at = line.report_at;
        }
        add_message(tx, acting, id_of(line), input);
        if (by_customer && part.status == Status::resolved) resolve_ticket(tx, acting, id_of(line));
        if (part.severity && !by_customer) change_severity(tx, acting, line);
    }

    void change_severity(db::Tx& tx, const Context& agent, const Line& line) {
        EditInput input{.ticket_id = id_of(line)};
        input.severity = {true, line.part->severity};
        input.severity_reason = {true, "Seen more closely"};
        edit_ticket(tx, agent, input);
    }

    void close(db::Tx& tx, TicketId id) {
        close_for_good(tx, system_, id);
        for (auto timer : {timers::close, timers::report}) jobs::cancel(tx, timer, std::to_string(id.value));
    }

    ManualClock clock_{Instant{}};
    const Cast& cast_;
    const Script& script_;
    const Context system_;
    std::vector<TicketId> ids_;
    std::map<std::string, NewAttachment> files_;
    std::vector<Context> agents_, light_agent_;
};

}  // namespace

void seed_tickets(const Context& system, SeedPlan& plan) {
    auto& database = system.services.database;
    auto cast = database.read([&](db::Reader& reader) { return read_cast(reader); });
    auto script = write_script(plan, cast);
    Player player(system, cast, script);
    std::span<const Line> rest(script.lines);
    while (!rest.empty()) {
        auto lines = rest.first(std::min(lines_per_write, rest.size()));
        rest = rest.subspan(lines.size());
        auto bodies = player.prepare(lines);
        database.write([&](db::Tx& tx) { player.play(tx, lines, bodies); });
    }
}

}  // namespace goodhost::tickets
