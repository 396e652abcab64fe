#include <algorithm>
#include <map>

#include "app/simulate/scenario.hpp"
#include "app/simulate/words.hpp"
#include "platform/json/json.hpp"

namespace goodhost::simulate {

namespace {

/// Writes the schema of a described type, each object once.
class Schema {
  public:
    std::string write(const Type& root) {
        auto body = object(root);
        std::string out = R"({"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Scenario of goodhost simulate",)";
        out += body.substr(1, body.size() - 2) + ",\"$defs\":{";
        for (bool first = true; auto& [name, text] : definitions_) {
            out += first ? "" : ",";
            first = false;
            json::write_string(out, name);
            out += ":" + text;
        }
        return out + "}}\n";
    }

  private:
    std::string object(const Type& type) {
        std::string properties, required;
        for (auto& field : type.fields) {
            properties += properties.empty() ? "" : ",";
            json::write_string(properties, field.name);
            properties += ":" + described(type, field);
            auto* rule = rule_of(type, field.name);
            if (!is_required(field.type()) || (rule && rule->may_be_empty)) continue;
            required += required.empty() ? "" : ",";
            json::write_string(required, field.name);
        }
        auto out = R"({"type":"object","additionalProperties":false,"properties":{)" + properties + "}";
        if (!required.empty()) out += ",\"required\":[" + required + "]";
        return out + "}";
    }

    std::string described(const Type& type, const Field& field) {
        auto text = value(field.type(), rule_of(type, field.name));
        auto words = meaning_of(type.name, field.name);
        if (words.empty()) return text;
        std::string quoted;
        json::write_string(quoted, words);
        text.pop_back();
        return text + ",\"description\":" + quoted + "}";
    }

    static bool is_required(const Type& type) {
        switch (type.shape) {
            case Shape::optional:
            case Shape::patch:
            case Shape::list:
            case Shape::map:
            case Shape::boolean: return false;
            case Shape::object: return std::ranges::any_of(type.fields, [](auto& field) { return is_required(field.type()); });
            default: return true;
        }
    }

    static std::string bounds(const Rule* rule) {
        std::string out;
        if (rule && rule->min != INT64_MIN) out += ",\"minimum\":" + std::to_string(rule->min);
        if (rule && rule->max != INT64_MAX) out += ",\"maximum\":" + std::to_string(rule->max);
        return out;
    }

    static std::string names(const Type& type) {
        std::string out;
        for (auto name : type.names) {
            out += out.empty() ? "" : ",";
            json::write_string(out, name);
        }
        return out;
    }

    std::string value(const Type& type, const Rule* rule) {
        switch (type.shape) {
            case Shape::boolean: return R"({"type":"boolean"})";
            case Shape::int32:
            case Shape::integer:
            case Shape::id: return R"({"type":"integer")" + bounds(rule) + "}";
            case Shape::number: return R"({"type":"number")" + bounds(rule) + "}";
            case Shape::text:
                return rule ? R"({"type":"string","maxLength":)" + std::to_string(rule->max_length) + "}" : R"({"type":"string"})";
            case Shape::instant: return R"({"type":"string","format":"date-time"})";
            case Shape::raw_json: return "{\"description\":\"JSON\"}";
            case Shape::enumeration: return R"({"type":"string","enum":[)" + names(type) + "]}";
            case Shape::optional:
            case Shape::patch: return R"({"anyOf":[)" + value(type.element(), rule) + R"(,{"type":"null"}]})";
            case Shape::list: {
                auto most = rule ? ",\"maxItems\":" + std::to_string(rule->max_length) : "";
                return R"({"type":"array","items":)" + value(type.element(), nullptr) + most + "}";
            }
            case Shape::map: return R"({"type":"object","additionalProperties":)" + value(type.element(), nullptr) + "}";
            case Shape::object: return reference(type);
        }
        return "{}";
    }

    std::string reference(const Type& type) {
        std::string name(type.name);
        if (definitions_.try_emplace(name).second) definitions_[name] = object(type);
        return R"({"$ref":"#/$defs/)" + name + "\"}";
    }

    std::map<std::string, std::string> definitions_;
};

}  // namespace

std::string scenario_schema() { return Schema().write(type_of<Scenario>()); }

}  // namespace goodhost::simulate
