#include "platform/html/sanitise.hpp"

#include <gumbo.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "platform/html/sanitise_bounds.hpp"
#include "platform/html/sanitise_rules.hpp"
#include "platform/html/sanitise_text.hpp"

namespace goodhost::html {
namespace {

std::string_view attribute_of(const GumboElement& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found ? std::string_view(found->value) : std::string_view();
}

void append_escaped(std::string& out, std::string_view text) {
    for (char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            case '`': out += "&#96;"; break;
            case '\0': break;
            default: out += c;
        }
    }
}

// Writes the tree anew without recursion, as its depth comes from outside.
class Rebuilder {
  public:
    explicit Rebuilder(const SanitiseOptions& options) : options_(options) {}

    Sanitised rebuild(const GumboNode* root) {
        open(root);
        while (!path_.empty()) {
            auto& [node, next] = path_.back();
            const auto& children = node->v.element.children;
            if (next < children.length) {
                open(static_cast<const GumboNode*>(children.data[next++]));
                continue;
            }
            close(node->v.element);
            path_.pop_back();
        }
        return std::move(result_);
    }

  private:
    struct Step {
        const GumboNode* node;
        unsigned next;
    };

    void open(const GumboNode* node) {
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA)
            return append_escaped(result_.html, node->v.text.text);
        if (node->type != GUMBO_NODE_ELEMENT) return;
        const auto& element = node->v.element;
        if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return;
        const auto rule = rule_of(element.tag);
        if (rule == TagRule::drop) return;
        if (is_written(element)) write_open(element);
        if (!is_void(element.tag)) path_.push_back({node, 0});
    }

    // The body is written as a box, so that its colours stay.
    static bool is_written(const GumboElement& element) { return rule_of(element.tag) == TagRule::keep || element.tag == GUMBO_TAG_BODY; }
    static const char* name_of(const GumboElement& element) {
        return element.tag == GUMBO_TAG_BODY ? "div" : gumbo_normalized_tagname(element.tag);
    }

    void write_open(const GumboElement& element) {
        result_.html.append("<").append(name_of(element));
        for (unsigned i = 0; i < element.attributes.length; ++i) {
            const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
            if (attribute->attr_namespace != GUMBO_ATTR_NAMESPACE_NONE) continue;
            write_attribute(element.tag, attribute->name, attribute->value);
        }
        const auto id = attribute_of(element, "id");
        if (is_quote_container(element.tag, attribute_of(element, "class"), id, attribute_of(element, "type")))
            write("data-quote", quote_goes_on_behind(id) ? quote_goes_on : "");
        result_.html += '>';
    }

    void write_attribute(GumboTag tag, std::string_view name, std::string_view value) {
        if (name == "style") {
            if (auto style = safe_style(value); !style.empty()) write("style", style);
        } else if (name == "href" && tag == GUMBO_TAG_A) {
            write_link(value);
        } else if (name == "src" && tag == GUMBO_TAG_IMG) {
            write_image(value);
        } else if (name == "background") {
            if (!safe_link(value).empty()) ++result_.remote_images;
        } else if (is_allowed_attribute(tag, name)) {
            write(name, value);
        }
    }

    void write_link(std::string_view value) {
        const auto link = safe_link(value);
        if (link.empty()) return;
        write("href", link);
        write("rel", "noopener noreferrer nofollow");
        write("target", "_blank");
    }

    void write_image(std::string_view value) {
        if (value.size() > 4 && (value.starts_with("cid:") || value.starts_with("CID:"))) {
            auto address = options_.content_id_address ? options_.content_id_address(value.substr(4)) : std::nullopt;
            if (address) write("src", *address);
            return;
        }
        if (is_image_data(value)) return write("src", value);
        const auto link = safe_link(value);
        if (!link.starts_with("http") && !link.starts_with("HTTP")) return;
        auto address = options_.remote_image_address ? options_.remote_image_address(link) : std::nullopt;
        if (address) return write("src", *address);
        write("data-src", link);
        ++result_.remote_images;
    }

    void write(std::string_view name, std::string_view value) {
        result_.html.append(" ").append(name).append("=\"");
        append_escaped(result_.html, value);
        result_.html += '"';
    }

    void close(const GumboElement& element) {
        if (is_written(element)) result_.html.append("</").append(name_of(element)).append(">");
    }

    const SanitiseOptions& options_;
    Sanitised result_;
    std::vector<Step> path_;
};

// Words instead of a page, out of so much of it that the time is bounded.
Sanitised as_plain_text(std::string_view html, std::size_t max_size, std::string reason) {
    auto text = html_to_text(html.substr(0, 4 * max_size), {.keep_links = false});
    if (html.size() > 4 * max_size || text.size() > max_size) {
        max_size = std::min(max_size, text.size());
        while (max_size > 0 && max_size < text.size() && (static_cast<unsigned char>(text[max_size]) & 0xC0) == 0x80) --max_size;
        text.resize(max_size);
        reason += "; cut";
    }
    return {text_to_html(text), 0, true, std::move(reason)};
}

}  // namespace

Sanitised sanitise(std::string_view html, const SanitiseOptions& options) {
    if (auto reason = passed_bound(html, options); !reason.empty()) return as_plain_text(html, options.max_size, std::move(reason));
    GumboOptions settings = kGumboDefaultOptions;
    // Positions of errors are kept in memory otherwise, one for each.
    settings.max_errors = 0;
    auto destroy = [&](GumboOutput* output) { gumbo_destroy_output(&settings, output); };
    std::unique_ptr<GumboOutput, decltype(destroy)> output(gumbo_parse_with_options(&settings, html.data(), html.size()), destroy);
    return Rebuilder(options).rebuild(output->root);
}

}  // namespace goodhost::html
