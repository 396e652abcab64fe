#include <benchmark/benchmark.h>

#include <vector>

#include "platform/html/html.hpp"

namespace goodhost::html {
namespace {

struct Row {
    int number;
    std::string subject, customer, status, due;
};

std::vector<Row> fifty_rows() {
    std::vector<Row> rows;
    for (int i = 0; i < 50; ++i)
        rows.push_back({i, "Shop \"down\" since 14:05 & nobody answers", "Acme <Ltd>", "open", "2026-11-22T05:03:24Z"});
    return rows;
}

Html row_of(const Row& row) {
    return tr({{"class", "row"}, {"data-status", row.status}},
              td({{"class", "number"}}, a({{"href", url("/tickets/view", {{"number", std::to_string(row.number)}})}}, "#", row.number)),
              td(strong(row.subject), span({{"class", "hint"}}, "last word: ", row.customer)), td(row.customer),
              td(span({{"class", "badge badge-open"}}, row.status)),
              td({{"class", "due"}}, time({{"datetime", row.due}, {"data-live", true}}, row.due)));
}

Html page_of(const std::vector<Row>& rows) {
    return div({{"class", "page"}}, header(h1("Tickets"), nav(ul(li(a({{"href", "/"}}, "Home")), li(a({{"href", "/help"}}, "Help"))))),
               main({{"id", "main"}},
                    section({{"class", "card"}}, table(thead(tr(th("Number"), th("Subject"), th("Customer"), th("Status"), th("Due"))),
                                                       tbody(each(rows, row_of))))),
               footer(p("Acme Hosting")));
}

void page_of_fifty_rows(benchmark::State& state) {
    const std::vector<Row> rows = fifty_rows();
    for (auto _ : state) benchmark::DoNotOptimize(page_of(rows));
    state.counters["bytes"] = static_cast<double>(page_of(rows).str().size());
}
BENCHMARK(page_of_fifty_rows);

}  // namespace
}  // namespace goodhost::html
