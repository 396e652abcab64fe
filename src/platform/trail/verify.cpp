#include <fmt/format.h>

#include "platform/trail/chain.hpp"
#include "platform/trail/queries.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::trail {

namespace {

constexpr int page_size = 500;
constexpr std::size_t most_faults = 1000;

struct Link : Entry {
    std::int64_t head = 0;  ///< the stream's length by its head, 0 when there is none
};
BOOST_DESCRIBE_STRUCT(Link, (Entry), (head))

/// Walks one stream after the other. A page is read in a snapshot of its own, so that a long verification does not hold
/// the database back; each row brings its stream's head from the same snapshot, so that entries appended meanwhile are
/// no faults.
class Walk {
  public:
    explicit Walk(std::string_view only_stream) : only_(only_stream), stream_(only_stream) {}

    /// False when the walk is done.
    bool take(const std::vector<Link>& page) {
        for (const auto& link : page) {
            if (!only_.empty() && link.stream != only_) return false;
            if (link.stream != stream_ || found_.streams == 0) begin(link.stream);
            check(link);
        }
        return page.size() == page_size;
    }
    Verification finish() {
        end();
        return std::move(found_);
    }
    void report(std::string stream, Finding finding, std::int64_t at, std::string detail) {
        if (found_.faults.size() < most_faults) found_.faults.push_back({std::move(stream), finding, at, std::move(detail)});
    }
    const std::string& stream() const { return stream_; }
    std::int64_t sequence() const { return sequence_; }

  private:
    void begin(const std::string& stream) {
        end();
        ++found_.streams;
        stream_ = stream;
        sequence_ = head_ = 0;
        hash_.clear();
        faulty_ = false;
    }

    void end() {
        if (found_.streams > 0 && !faulty_ && head_ != sequence_)
            fault(Finding::missing, sequence_ + 1, head_ ? fmt::format("the stream had {} entries", head_) : "the stream has no head");
    }

    void check(const Link& link) {
        ++found_.entries;
        const auto expected = sequence_ + 1;
        sequence_ = link.stream_sequence;
        head_ = link.head;
        if (faulty_) return;
        if (link.stream_sequence != expected) return fault(Finding::missing, expected, "an entry is missing");
        if (link.hash != hash_of(hash_, link)) return fault(Finding::altered, expected, "the hash does not fit the entry");
        if (link.payload.empty())
            ++found_.erased;
        else if (link.payload_hash != payload_hash_of(link))
            return fault(Finding::altered, expected, "the hash does not fit the payload");
        hash_ = link.hash;
    }

    void fault(Finding finding, std::int64_t at, std::string detail) {
        faulty_ = true;
        report(stream_, finding, at, std::move(detail));
    }

    const std::string only_;
    Verification found_;
    std::string stream_, hash_;
    std::int64_t sequence_ = 0, head_ = 0;
    bool faulty_ = false;
};

}  // namespace

Verification verify(db::Database& database, std::string_view only_stream) {
    Walk walk(only_stream);
    bool more = true;
    while (more) {
        const auto page = database.read(
            [&](db::Reader& reader) { return reader.list<Link>(sql::list_for_verification, walk.stream(), walk.sequence(), page_size); });
        more = walk.take(page);
    }
    auto emptied = database.read([&](db::Reader& reader) {
        return reader.list<std::string>(sql::list_heads_without_entries, static_cast<std::int64_t>(most_faults));
    });
    for (auto& stream : emptied)
        if (only_stream.empty() || stream == only_stream) walk.report(stream, Finding::missing, 1, "all entries are missing");
    return walk.finish();
}

}  // namespace goodhost::trail
