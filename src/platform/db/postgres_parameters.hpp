#pragma once
#include <charconv>
#include <span>
#include <string>
#include <vector>

#include "platform/db/db.hpp"

namespace goodhost::db {

/// Values as libpq takes them: text, and binary for bytes. The values must outlive it.
class PostgresParameters {
  public:
    explicit PostgresParameters(std::span<const Value> values) {
        numbers_.reserve(values.size());  // so that their addresses stay
        values_.reserve(values.size());
        lengths_.reserve(values.size());
        formats_.reserve(values.size());
        for (auto& value : values) std::visit([this](auto& held) { add(held); }, value);
    }

    int count() const { return static_cast<int>(values_.size()); }
    const char* const* values() const { return values_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

  private:
    struct Number {
        char text[32];
    };

    void add(std::nullptr_t) { add_raw(nullptr, 0, 0); }
    void add(std::int64_t n) { add_number(n); }
    void add(double n) { add_number(n); }
    void add(const std::string& text) {
        if (text.contains('\0')) throw Error(ErrorKind::other, {}, "a text with a NUL character");
        add_raw(text.c_str(), text.size(), 0);
    }
    void add(Blob blob) { add_raw(blob.bytes.data() ? blob.bytes.data() : "", blob.bytes.size(), 1); }

    void add_number(auto n) {
        auto& buffer = numbers_.emplace_back();
        auto end = std::to_chars(buffer.text, buffer.text + sizeof buffer.text - 1, n).ptr;
        *end = '\0';
        add_raw(buffer.text, static_cast<std::size_t>(end - buffer.text), 0);
    }
    void add_raw(const char* bytes, std::size_t length, int format) {
        values_.push_back(bytes);
        lengths_.push_back(static_cast<int>(length));
        formats_.push_back(format);
    }

    std::vector<Number> numbers_;
    std::vector<const char*> values_;
    std::vector<int> lengths_, formats_;
};

}  // namespace goodhost::db
