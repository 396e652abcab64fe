#include "tickets/answers.hpp"
#include "platform/core/changes.hpp"

#include "tickets/access.hpp"
#include "tickets/categories.hpp"
#include "tickets/configuration.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"

namespace goodhost::tickets {

namespace {

Answer get_answer(db::Reader& reader, std::int64_t id) {
    auto answer = reader.find<Answer>(sql::find_answer, id);
    if (!answer) throw Problem(ProblemKind::not_found, "tickets.answer_not_found");
    return *answer;
}

void check(db::Reader& reader, const Answer& answer) {
    FieldProblems problems;
    if (answer.texts.empty()) problems.add("texts", "required");
    if (answer.category && !category_exists(reader, *answer.category)) problems.add("category", "unknown_value");
    for (auto& [language, text] : answer.texts) check_variables(text, "texts." + language, problems);
    problems.throw_if_any();
}

std::map<std::string, std::string> cleaned(const std::map<std::string, std::string>& texts) {
    std::map<std::string, std::string> clean;
    for (auto& [language, text] : texts) clean[language] = make_body(text, {}).html;
    return clean;
}

}  // namespace

AnswerList list_answers(db::Reader& reader, const Context&, const http::Empty&) {
    return {reader.list<Answer>(sql::list_answers), known_variables()};
}

AnswerInput prepare_answer(const Context&, const AnswerInput& input) {
    auto prepared = input;
    prepared.texts = cleaned(input.texts);
    return prepared;
}

Answer create_answer(db::Tx& tx, const Context& context, const AnswerInput& input) {
    Answer answer{0, input.title, input.shortcut, input.category, input.texts};
    check(tx, answer);
    answer.id = tx.get<std::int64_t>(sql::insert_answer, answer.title, answer.shortcut, answer.category, answer.texts, context.now());
    record_configured(tx, context, {"answer", answer.shortcut, "created"});
    return answer;
}

AnswerChange prepare_answer_change(const Context&, const AnswerChange& input) {
    auto prepared = input;
    if (input.texts.value) prepared.texts.value = cleaned(*input.texts.value);
    return prepared;
}

Answer change_answer(db::Tx& tx, const Context& context, const AnswerChange& input) {
    auto answer = get_answer(tx, input.answer_id);
    apply_changes(input, answer);
    check(tx, answer);
    tx.execute(sql::change_answer, answer.id, answer.title, answer.shortcut, answer.category, answer.texts);
    record_configured(tx, context, {"answer", answer.shortcut, "changed"});
    return answer;
}

void delete_answer(db::Tx& tx, const Context& context, const AnswerKey& input) {
    auto answer = get_answer(tx, input.answer_id);
    tx.execute(sql::delete_answer, answer.id);
    record_configured(tx, context, {"answer", answer.shortcut, "deleted"});
}

RenderedWords render_answer(db::Reader& reader, const Context& context, const AnswerOnTicket& input) {
    auto ticket = access_ticket(reader, context, input.ticket_id);
    auto answer = get_answer(reader, input.answer_id);
    auto contact = accounts::find_contact(reader, ticket.contact_id);
    auto text = answer.texts.find(contact ? contact->locale : context.locale);
    if (text == answer.texts.end()) text = answer.texts.find("en");
    if (text == answer.texts.end()) text = answer.texts.begin();
    if (text == answer.texts.end()) return {};
    auto words = fill_words(reader, context, ticket, text->second);
    words.language = text->first;
    return words;
}

}  // namespace goodhost::tickets
