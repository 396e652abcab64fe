#include "platform/http/problem_response.hpp"

#include "platform/i18n/catalogue.hpp"
#include "platform/json/json.hpp"
#include "platform/services.hpp"

namespace goodhost::http {

namespace {

struct FieldView {
    std::string field, code, message;
};
BOOST_DESCRIBE_STRUCT(FieldView, (), (field, code, message))

struct ProblemView {
    std::string type, title;
    std::int32_t status = 0;
    std::string code, detail;
    std::vector<FieldView> fields;
    std::string request_id;
};
BOOST_DESCRIBE_STRUCT(ProblemView, (), (type, title, status, code, detail, fields, request_id))

}  // namespace

Response problem_response(const Context& context, const Problem& problem) {
    auto& catalogue = context.services.catalogue;
    ProblemView view{"/api#" + problem.code, catalogue.text(context.locale, problem), http_status(problem.kind), problem.code, {}, {},
                     context.request_id};
    view.detail = view.title;
    for (auto& field : problem.fields) view.fields.push_back({field.field, field.code, catalogue.text(context.locale, field)});
    Response response;
    response.status = view.status;
    response.headers.add("Content-Type", "application/problem+json");
    response.headers.add("Cache-Control", "no-store");
    response.headers.add("Content-Language", context.locale);
    if (problem.retry_after_seconds) response.headers.add("Retry-After", std::to_string(problem.retry_after_seconds));
    if (problem.kind == ProblemKind::unauthenticated) response.headers.add("WWW-Authenticate", "Bearer");
    response.body = json::to_json(view);
    return response;
}

}  // namespace goodhost::http
