#pragma once
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "platform/json/json.hpp"

namespace goodhost::json {

/// One walk over a parsed document beside the table of the type that it fills. Internal to read().
class Reading {
  public:
    Reading(FieldProblems& problems, Unknown unknown) : problems_(problems), unknown_(unknown) {}

    /// `rule` bounds the value; null means the defaults.
    void value(const Type& type, const boost::json::value& from, void* to, const Rule* rule);

  private:
    void scalar(const Type& type, const boost::json::value& from, void* to, const Rule* rule);
    void integer(const Type& type, const boost::json::value& from, void* to, const Rule* rule);
    void number(const boost::json::value& from, double& to, const Rule* rule);
    void text(const boost::json::value& from, std::string& to, const Rule* rule);
    void instant(const boost::json::value& from, Instant& to);
    void enumeration(const Type& type, const boost::json::value& from, void* to);
    void raw_json(const boost::json::value& from, RawJson& to, const Rule* rule);
    void nullable(const Type& type, const boost::json::value& from, void* to, const Rule* rule);
    void list(const Type& type, const boost::json::value& from, void* to, const Rule* rule);
    void map(const Type& type, const boost::json::value& from, void* to, const Rule* rule);
    void object(const Type& type, const boost::json::value& from, void* to);
    void field(const Type& type, const Field& field, const boost::json::value* from, void* to);
    void tell_unknown(const Type& type, const boost::json::object& from);
    bool too_many(std::size_t count, const Rule* rule);
    void tell(std::string code, ProblemArguments arguments = {});
    bool trusted() const { return unknown_ == Unknown::trusted; }

    FieldProblems& problems_;
    Unknown unknown_;
    std::string path_;
    int told_ = 0;
};

}  // namespace goodhost::json
