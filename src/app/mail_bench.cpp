#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "app/mail_house.hpp"

/// How many messages a second are parsed, sanitised, matched and stored durably (files and SQLite synced), one after the other, on
/// one core: `taskset -c 0 goodhost_bench --benchmark_filter=mail`.
namespace goodhost::app {
namespace {

using testing::MailHouse;

std::string line_of(int number) { return "Line " + std::to_string(number) + " of what a customer has to say about his shop.\r\n"; }

/// Text and HTML of the same words and an image, 50 KB.
std::string multipart(int number) {
    std::string text, html = "<html><body>", image;
    for (int i = 0; text.size() < 9'000; ++i) text += line_of(i), html += "<p style=\"color:#333\">" + line_of(i) + "</p>";
    while (image.size() < 22'000) image += "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAC\r\n";
    return "Received: from a by b; Sun, 22 Nov 2026 09:00:00 +0000\r\nFrom: =?utf-8?Q?J=C3=BCrgen?= <j" + std::to_string(number % 50) +
           "@acme.test>\r\nTo: support@main.test\r\nSubject: =?utf-8?B?64+E66mU7J24?= down\r\nMessage-ID: <n" + std::to_string(number) +
           "@acme.test>\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: multipart/alternative; "
           "boundary=a\r\n\r\n--a\r\n"
           "Content-Type: text/plain; charset=utf-8\r\n\r\n" +
           text + "--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html +
           "</body></html>\r\n--a--\r\n--m\r\nContent-Type: image/png; name=shot.png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + image +
           "--m--\r\n";
}

MailHouse& open_house(MailHouse& house) {
    house.settings().set("mails_per_sender_hour", "1000000", "bench");
    return house;
}

void mail_of_50_kb(benchmark::State& state) {
    MailHouse house(db::Dialect::sqlite);
    open_house(house);
    int number = 0;
    for (auto _ : state) house.take(multipart(++number));
    state.SetItemsProcessed(state.iterations());
    state.counters["bytes"] = static_cast<double>(multipart(1).size());
}
BENCHMARK(mail_of_50_kb)->Unit(benchmark::kMillisecond)->UseRealTime();

std::vector<std::string> corpus() {
    std::vector<std::string> all;
    const char* given = std::getenv("GOODHOST_CORPUS");
    if (!given) return all;
    for (auto& file : std::filesystem::directory_iterator(std::filesystem::path(given) / "mail")) {
        if (file.path().extension() != ".eml") continue;
        std::ifstream in(file.path(), std::ios::binary);
        all.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return all;
}

/// The corpus over and over, each time with a line more at its end, so that none is a duplicate.
void mail_of_the_corpus(benchmark::State& state) {
    auto all = corpus();
    if (all.empty()) return state.SkipWithError("GOODHOST_CORPUS names no corpus");
    MailHouse house(db::Dialect::sqlite);
    open_house(house);
    std::size_t number = 0;
    std::vector<double> times;
    times.reserve(std::size_t{1} << 16);
    for (auto _ : state) {
        const auto began = std::chrono::steady_clock::now();
        house.take(all[number % all.size()] + "\r\n" + std::to_string(number) + "\r\n");
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
        ++number;
    }
    state.SetItemsProcessed(state.iterations());
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    state.counters["median_ms"] = *middle;
}
BENCHMARK(mail_of_the_corpus)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace goodhost::app
