#pragma once
#include "tickets/ready_words.hpp"
#include "tickets/state.hpp"

namespace goodhost::tickets {

/// Ready words with variables, in the host's languages.
struct Answer {
    std::int64_t id = 0;
    std::string title;
    std::string shortcut;
    std::optional<std::string> category;
    std::map<std::string, std::string> texts;  ///< HTML by language
};
BOOST_DESCRIBE_STRUCT(Answer, (), (id, title, shortcut, category, texts))

struct AnswerList {
    std::vector<Answer> items;
    std::vector<std::string> variables;  ///< that a text may use
};
BOOST_DESCRIBE_STRUCT(AnswerList, (), (items, variables))
AnswerList list_answers(db::Reader& reader, const Context& context, const http::Empty&);

struct AnswerInput {
    std::string title;
    std::string shortcut;
    std::optional<std::string> category;
    std::map<std::string, std::string> texts;
    static constexpr Rule rules[] = {{"title", 120}, {"shortcut", 40}, {"category", 60}, {"texts", 20}};
};
BOOST_DESCRIBE_STRUCT(AnswerInput, (), (title, shortcut, category, texts))
AnswerInput prepare_answer(const Context& context, const AnswerInput& input);
Answer create_answer(db::Tx& tx, const Context& context, const AnswerInput& input);

struct AnswerChange {
    std::int64_t answer_id = 0;
    Patch<std::string> title;
    Patch<std::string> shortcut;
    Patch<std::string> category;
    Patch<std::map<std::string, std::string>> texts;
    static constexpr Rule rules[] = {{"title", 120},
                                     {.field = "shortcut", .max_length = 40, .may_be_empty = true},
                                     {.field = "category", .max_length = 60, .may_be_empty = true},
                                     {"texts", 20}};
};
BOOST_DESCRIBE_STRUCT(AnswerChange, (), (answer_id, title, shortcut, category, texts))
AnswerChange prepare_answer_change(const Context& context, const AnswerChange& input);
Answer change_answer(db::Tx& tx, const Context& context, const AnswerChange& input);

struct AnswerKey {
    std::int64_t answer_id = 0;
};
BOOST_DESCRIBE_STRUCT(AnswerKey, (), (answer_id))
void delete_answer(db::Tx& tx, const Context& context, const AnswerKey& input);

struct AnswerOnTicket {
    TicketId ticket_id;
    std::int64_t answer_id = 0;
};
BOOST_DESCRIBE_STRUCT(AnswerOnTicket, (), (ticket_id, answer_id))
/// In the contact's language if there is a text, else English, else any; filled with what the ticket knows.
RenderedWords render_answer(db::Reader& reader, const Context& context, const AnswerOnTicket& input);

}  // namespace goodhost::tickets
