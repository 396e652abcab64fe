#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "app/simulate/charts.hpp"
#include "app/simulate/result.hpp"

namespace goodhost::simulate {

namespace {

constexpr std::string_view style = R"css(
:root{color-scheme:light dark;--page:#f7f7f5;--card:#fff;--ink:#1d1d1f;--soft:#5f6066;--line:#dcdcd8;--good:#2f6fb3;--bad:#c2410c;--mark:#8a8f98;--faint:#e8eef6}
@media(prefers-color-scheme:dark){:root{--page:#151618;--card:#1e2023;--ink:#ececee;--soft:#a5a8b0;--line:#34373c;--good:#6ea8e6;--bad:#f0864a;--mark:#8d929c;--faint:#232c38}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}h1{font-size:1.5rem;margin:0}h2{font-size:1.05rem;margin:0 0 .75rem}
p{margin:.25rem 0;color:var(--soft)}section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.1rem;margin-top:1rem;overflow-x:auto}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;margin-top:1rem}
.tile{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.75rem .9rem}.tile b{display:block;font-size:1.4rem;font-variant-numeric:tabular-nums}
.tile span{color:var(--soft);font-size:.85rem}.wrong b{color:var(--bad)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{padding:.3rem .6rem;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
th:first-child,td:first-child{text-align:left;padding-left:0}th{color:var(--soft);font-weight:600;font-size:.85rem}tr:last-child td{border-bottom:0}
svg{display:block;width:100%;height:auto}svg text{fill:var(--soft);font:11px system-ui,sans-serif}.good{fill:var(--good)}.bad{fill:var(--bad)}.mark{fill:var(--mark)}
.rule{stroke:var(--line)}.key{display:inline-block;width:.7rem;height:.7rem;border-radius:2px;margin:0 .35rem 0 .9rem;vertical-align:-1px}.violations li{color:var(--bad)}
)css";

std::string percent(double part) { return fmt::format("{:.1f} %", part * 100); }

std::string kept_part(std::int64_t kept, std::int64_t broken) {
    return kept + broken == 0 ? "–" : percent(static_cast<double>(kept) / static_cast<double>(kept + broken));
}

std::string tile(std::string_view value, std::string_view label, bool wrong = false) {
    return fmt::format(R"(<div class="tile{}"><b>{}</b><span>{}</span></div>)", wrong ? " wrong" : "", escaped(value), escaped(label));
}

std::string tiles(const Result& result) {
    std::int64_t kept = 0, broken = 0;
    for (auto* one :
         {&result.promises.first_response, &result.promises.next_response, &result.promises.report, &result.promises.resolution})
        kept += one->kept, broken += one->broken;
    auto& unattended = result.unattended;
    auto missed = unattended.over_cap - unattended.owner_told_at_cap;
    return "<div class=\"tiles\">" + tile(thousands(result.tickets), "tickets") + tile(kept_part(kept, broken), "promises kept") +
           tile(thousands(broken), "promises broken", broken > 0) + tile(duration_words(unattended.max_seconds), "longest unattended") +
           tile(thousands(unattended.over_cap), "waits over the cap", unattended.over_cap > 0) +
           tile(thousands(missed), "of them unknown to the owner", missed > 0) + tile(thousands(result.escalations), "pages") +
           tile(percent(result.occupancy), "of duty at work") +
           tile(result.chain_intact ? "intact" : "damaged", "paper trail", !result.chain_intact) + "</div>";
}

std::string card(std::string_view title, const std::string& body) {
    return fmt::format("<section><h2>{}</h2>{}</section>", escaped(title), body);
}

std::string row(std::string_view tag, std::initializer_list<std::string> cells) {
    std::string out = "<tr>";
    for (auto& cell : cells) out += fmt::format("<{0}>{1}</{0}>", tag, escaped(cell));
    return out + "</tr>";
}

std::string promises_table(const Promises& promises) {
    std::string out = "<table>" + row("th", {"", "kept", "broken", "kept of all", "latest", "dropped", "still running"});
    auto line = [&](std::string_view name, const Promise& one) {
        out += row("td", {std::string(name), thousands(one.kept), thousands(one.broken), kept_part(one.kept, one.broken),
                          one.broken ? duration_words(one.late_seconds_max) : "–", thousands(one.dropped), thousands(one.running)});
    };
    line("First response", promises.first_response);
    line("Next response", promises.next_response);
    line("Progress report", promises.report);
    line("Resolution", promises.resolution);
    return out + "</table>";
}

std::string reasons_table(const Promises& promises) {
    std::map<std::string, std::array<std::int64_t, 4>> counts;
    const Promise* all[] = {&promises.first_response, &promises.next_response, &promises.report, &promises.resolution};
    for (std::size_t i = 0; i < std::size(all); ++i)
        for (auto& [reason, count] : all[i]->reasons) counts[reason][i] = count;
    if (counts.empty()) return "<p>None broke.</p>";
    std::string out = "<table>" + row("th", {"", "first response", "next response", "report", "resolution"});
    for (auto& [reason, count] : counts) {
        auto words = reason;
        std::ranges::replace(words, '_', ' ');
        out += row("td", {words, thousands(count[0]), thousands(count[1]), thousands(count[2]), thousands(count[3])});
    }
    return out + "</table>";
}

std::string groups_table(const std::map<std::string, Group>& groups) {
    std::string out = "<table>" + row("th", {"", "tickets", "promises kept", "broken", "first answer, half within", "9 of 10", "longest"});
    for (auto& [name, group] : groups)
        out += row(
            "td", {name, thousands(group.tickets), kept_part(group.kept, group.broken), thousands(group.broken),
                   duration_words(group.first_answer.p50), duration_words(group.first_answer.p90), duration_words(group.first_answer.max)});
    return out + "</table>";
}

std::string agents_table(const Result& result) {
    std::string out = "<table>" + row("th", {"", "at work", "hours on duty", "hours at work", "tickets taken"});
    for (auto& agent : result.by_agent)
        out += row("td", {agent.name, percent(agent.occupancy), fmt::format("{:.1f}", agent.hours_on_duty),
                          fmt::format("{:.1f}", agent.hours_at_work), thousands(agent.tickets_taken)});
    return out + "</table>";
}

std::string pages_table(const Pages& pages) {
    if (pages.count == 0) return "<p>Nobody was called.</p>";
    auto& after = pages.seen_to_after;
    auto out = fmt::format("<p>{} pages told {} people; {} were seen to, half within {}, 9 of 10 within {}.</p>", thousands(pages.count),
                           thousands(pages.told), thousands(after.count), duration_words(after.p50), duration_words(after.p90));
    auto table = [&](std::string_view of, const std::map<std::string, std::int64_t>& counts) {
        out += "<table>" + row("th", {std::string(of), "pages"});
        for (auto& [name, count] : counts) out += row("td", {name.empty() ? "the program" : name, thousands(count)});
        out += "</table>";
    };
    table("Ended by", pages.endings);
    table("Seen to at", pages.seen_to_at);
    table("Seen to by", pages.seen_to_by);
    return out;
}

std::string fairness_words(const Fairness& fairness) {
    return fmt::format(
        "<p>Work between agents: Gini {:.2f}, the busiest {:.2f} times the mean. First answers: the tier that waits longest "
        "waits {:.2f} times as long as the one that waits shortest (9 of 10).</p>",
        fairness.gini_of_work, fairness.most_over_mean, fairness.tiers_p90_ratio);
}

std::string course_table(const Result& result) {
    auto& course = result.course;
    auto& faults = result.faults;
    std::string out = "<table>";
    const std::pair<std::string_view, std::int64_t> lines[] = {{"Answers given", course.answers},
                                                               {"Tickets reopened", course.reopened},
                                                               {"Tickets merged", course.merged},
                                                               {"Tickets begun by a late word", course.follow_ups},
                                                               {"Arrangements changed on the way", course.edits},
                                                               {"Tickets open at the end", course.open_at_end},
                                                               {"Crashes of the server", faults.crashes},
                                                               {"Calls that found it down", faults.lost_calls},
                                                               {"Jumps of the clock", faults.clock_jumps},
                                                               {"Agents who vanished", faults.vanished_agents},
                                                               {"Mails that came late", faults.delayed_mails},
                                                               {"Entries of the trail", result.entries}};
    for (auto& [label, count] : lines) out += row("td", {std::string(label), thousands(count)});
    return out + "</table>";
}

std::string violations(const Result& result) {
    if (result.violations.empty()) return {};
    std::string out = "<ul class=\"violations\">";
    for (auto& text : result.violations) out += "<li>" + escaped(text) + "</li>";
    return card("What may never be", out + "</ul>");
}

}  // namespace

std::string report_of(const Result& result) {
    auto days = std::chrono::round<std::chrono::days>(result.to - result.from).count();
    std::string key =
        R"h(<p><span class="key" style="background:var(--good);margin-left:0"></span>kept<span class="key" style="background:var(--bad)"></span>broken</p>)h";
    return fmt::format(R"(<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">)"
                       "<title>{0}</title><style>{1}</style></head><body><main><h1>{0}</h1><p>{2} days from {3}, seed {4}</p>",
                       escaped(result.scenario), style, days, to_rfc3339(result.from), result.seed) +
           tiles(result) + violations(result) + card("Promises", key + promise_chart(result.promises) + promises_table(result.promises)) +
           card("Why they broke", reasons_table(result.promises)) + card("Day by day: promises", key + day_chart(result.by_day)) +
           card("Day by day: the longest wait", wait_chart(result.by_day)) +
           card("Tickets by the hour of the week", week_chart(result.by_hour_of_week, &HourOfWeek::tickets)) +
           card("Broken promises by the hour of the week", week_chart(result.by_hour_of_week, &HourOfWeek::broken)) +
           card("By severity", groups_table(result.by_severity)) + card("By tier", groups_table(result.by_tier)) +
           card("Calls", pages_table(result.pages)) +
           card("People", agent_chart(result.by_agent) + agents_table(result) + fairness_words(result.fairness)) +
           card("What happened", course_table(result)) + "</main></body></html>\n";
}

std::string summary_of(const Result& result) {
    auto line = [](std::string_view name, const Promise& one) {
        return fmt::format("  {:<16} {:>8} kept {:>8} broken, latest {}\n", name, one.kept, one.broken,
                           one.broken ? duration_words(one.late_seconds_max) : "–");
    };
    auto& promises = result.promises;
    auto& unattended = result.unattended;
    return fmt::format("{}, seed {}: {} tickets\n", result.scenario, result.seed, result.tickets) +
           line("first response", promises.first_response) + line("next response", promises.next_response) +
           line("report", promises.report) + line("resolution", promises.resolution) +
           fmt::format("  longest unattended {}; {} waits over the cap, the owner told of {}\n", duration_words(unattended.max_seconds),
                       unattended.over_cap, unattended.owner_told_at_cap) +
           fmt::format("  {} pages, {} seen to, half within {}; {} of duty at work, trail {}\n", result.pages.count,
                       result.pages.seen_to_after.count, duration_words(result.pages.seen_to_after.p50), percent(result.occupancy),
                       result.chain_intact ? "intact" : "damaged");
}

}  // namespace goodhost::simulate
