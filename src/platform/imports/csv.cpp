#include <algorithm>

#include "platform/imports/imports.hpp"

namespace goodhost::imports {

namespace {

constexpr std::size_t most_rows = 1'000'000;
constexpr std::size_t most_columns = 100;

[[noreturn]] void refuse(std::size_t line, std::string why) {
    Problem problem(ProblemKind::invalid, "platform.bad_csv", std::move(why));
    problem.arguments.emplace_back("line", std::to_string(line));
    throw problem;
}

/// Reads record by record; quotes may hold commas, line ends and doubled quotes.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {
        if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
        auto head = rest_.substr(0, rest_.find('\n'));
        auto count = [&](char c) { return std::ranges::count(head, c); };
        separator_ = count(';') > count(',') ? ';' : count('\t') > count(',') ? '\t' : ',';
    }
    bool done() const { return rest_.empty(); }
    std::size_t line() const { return line_; }

    std::vector<std::string> record() {
        std::vector<std::string> fields;
        while (true) {
            fields.push_back(field());
            if (fields.size() > most_columns) refuse(line_, "too many columns");
            if (rest_.starts_with(separator_)) {
                rest_.remove_prefix(1);
                continue;
            }
            end_of_line();
            return fields;
        }
    }

  private:
    void end_of_line() {
        if (rest_.starts_with("\r\n"))
            rest_.remove_prefix(2);
        else if (!rest_.empty())
            rest_.remove_prefix(1);
        ++line_;
    }
    std::string field() {
        if (rest_.starts_with('"')) return quoted();
        auto end = rest_.find_first_of(std::string{separator_, '\n', '\r'});
        std::string text(rest_.substr(0, end));
        rest_.remove_prefix(std::min(end, rest_.size()));
        return text;
    }
    std::string quoted() {
        std::string text;
        auto began = line_;
        for (rest_.remove_prefix(1);; rest_.remove_prefix(1)) {
            if (rest_.empty()) refuse(began, "a quote is not closed");
            if (rest_[0] == '"' && rest_.substr(0, 2) != "\"\"") break;
            if (rest_[0] == '"') rest_.remove_prefix(1);
            line_ += rest_[0] == '\n';
            text += rest_[0];
        }
        rest_.remove_prefix(1);
        bool ends = rest_.empty() || rest_[0] == separator_ || rest_[0] == '\n' || rest_[0] == '\r';
        if (!ends) refuse(line_, "text after a closing quote");
        return text;
    }

    std::string_view rest_;
    char separator_ = ',';
    std::size_t line_ = 1;
};

bool is_blank(const std::vector<std::string>& record) { return record.size() == 1 && record[0].empty(); }

}  // namespace

std::vector<Row> read_csv(std::string_view text) {
    Reader reader(text);
    if (reader.done()) refuse(1, "empty");
    auto header = reader.record();
    std::vector<Row> rows;
    while (!reader.done()) {
        auto line = reader.line();
        auto record = reader.record();
        if (is_blank(record)) continue;
        if (record.size() != header.size())
            refuse(line, "has " + std::to_string(record.size()) + " fields, the header " + std::to_string(header.size()));
        if (rows.size() == most_rows) refuse(line, "too many rows");
        Row row{rows.size() + 1, {}};
        for (std::size_t i = 0; i < header.size(); ++i) row.fields[header[i]] = std::move(record[i]);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace goodhost::imports
