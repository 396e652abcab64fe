#pragma once
#include "platform/http/route.hpp"
#include "tickets/record.hpp"

/// Words that are written once and filled with what a ticket knows: ready answers, and the words of macros.
namespace goodhost::tickets {

struct RenderedWords {
    std::string body_html;
    std::string language;              ///< empty where the words have none
    std::vector<std::string> unknown;  ///< variables that had nothing to stand for
};
BOOST_DESCRIBE_STRUCT(RenderedWords, (), (body_html, language, unknown))

/// The variables that words may use.
const std::vector<std::string>& known_variables();
/// A problem for each variable of `html` that nobody knows.
void check_variables(std::string_view html, const std::string& path, FieldProblems& problems);
RenderedWords fill_words(db::Reader& reader, const Context& context, const TicketRecord& ticket, std::string_view html);

}  // namespace goodhost::tickets
