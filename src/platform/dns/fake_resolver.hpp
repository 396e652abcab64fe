#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/dns/dns.hpp"

namespace goodhost::dns::testing {

/// For tests: says what it was told; everything else does not exist.
class FakeResolver final : public Resolver {
  public:
    using Records = std::map<std::string, std::vector<std::string>, std::less<>>;
    Records txt, mx, a, ptr;
    bool silent = false;

    Answer texts(std::string_view name) const override { return of(txt, name); }
    Answer exchangers(std::string_view name) const override { return of(mx, name); }
    Answer addresses(std::string_view name) const override { return of(a, name); }
    Answer names(std::string_view address) const override { return of(ptr, address); }

  private:
    Answer of(const Records& records, std::string_view name) const {
        if (silent) return {};
        auto at = records.find(name);
        return at == records.end() ? Answer{Outcome::none, {}} : Answer{Outcome::found, at->second};
    }
};

}  // namespace goodhost::dns::testing
