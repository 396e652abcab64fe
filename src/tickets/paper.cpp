#include "tickets/paper.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <new>

namespace goodhost::tickets {

namespace {

// A4 in points.
constexpr double page_width = 595, page_height = 842, margin = 56, footer_at = page_height - 36;
constexpr double text_bottom = page_height - 64;

struct Look {
    const char* font;
    double grey;
};

Look look_of(Paper::Style style) {
    switch (style) {
        case Paper::Style::title: return {"Noto Sans, sans bold 17", 0.05};
        case Paper::Style::heading: return {"Noto Sans, sans bold 10", 0.05};
        case Paper::Style::body: return {"Noto Sans, sans 10", 0.1};
        case Paper::Style::small: return {"Noto Sans, sans 7.5", 0.35};
    }
    return {"sans 10", 0};
}

struct Release {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoLayoutIter* iterator) const { pango_layout_iter_free(iterator); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
    void operator()(char* text) const { g_free(text); }
};
template <class T>
using Owned = std::unique_ptr<T, Release>;

cairo_status_t append(void* out, const unsigned char* bytes, unsigned length) {
    try {
        static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), length);
        return CAIRO_STATUS_SUCCESS;
    } catch (const std::bad_alloc&) { return CAIRO_STATUS_NO_MEMORY; }
}

}  // namespace

struct Paper::State {
    std::string pdf;
    std::string footer;
    Owned<cairo_surface_t> surface;
    Owned<cairo_t> cairo;
    double y = margin;
    int page = 1;

    Owned<PangoLayout> layout_of(Style style, std::string_view text) {
        auto look = look_of(style);
        Owned<PangoLayout> layout(pango_cairo_create_layout(cairo.get()));
        Owned<PangoFontDescription> font(pango_font_description_from_string(look.font));
        Owned<char> valid(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())));
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_width(layout.get(), static_cast<int>((page_width - 2 * margin) * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_text(layout.get(), valid.get(), -1);
        cairo_set_source_rgb(cairo.get(), look.grey, look.grey, look.grey);
        return layout;
    }

    void end_page() {
        auto layout = layout_of(Style::small, footer + " · " + std::to_string(page));
        cairo_move_to(cairo.get(), margin, footer_at);
        pango_cairo_show_layout(cairo.get(), layout.get());
        cairo_show_page(cairo.get());
    }

    void next_page() {
        end_page();
        ++page;
        y = margin;
    }
};

Paper::Paper(std::string_view title, std::string_view footer) : state_(std::make_unique<State>()) {
    auto& s = *state_;
    s.footer = footer;
    s.surface.reset(cairo_pdf_surface_create_for_stream(append, &s.pdf, page_width, page_height));
    cairo_pdf_surface_set_metadata(s.surface.get(), CAIRO_PDF_METADATA_TITLE, std::string(title).c_str());
    cairo_pdf_surface_set_metadata(s.surface.get(), CAIRO_PDF_METADATA_CREATOR, "Goodhost");
    s.cairo.reset(cairo_create(s.surface.get()));
}

Paper::~Paper() = default;

void Paper::write(Style style, std::string_view text) {
    auto& s = *state_;
    auto layout = s.layout_of(style, text);
    Owned<PangoLayoutIter> line(pango_layout_get_iter(layout.get()));
    do {
        PangoRectangle box;
        pango_layout_iter_get_line_extents(line.get(), nullptr, &box);
        double height = static_cast<double>(box.height) / PANGO_SCALE;
        double ascent = static_cast<double>(pango_layout_iter_get_baseline(line.get()) - box.y) / PANGO_SCALE;
        if (s.y + height > text_bottom) {
            s.next_page();
            auto look = look_of(style);
            cairo_set_source_rgb(s.cairo.get(), look.grey, look.grey, look.grey);
        }
        cairo_move_to(s.cairo.get(), margin + static_cast<double>(box.x) / PANGO_SCALE, s.y + ascent);
        pango_cairo_show_layout_line(s.cairo.get(), pango_layout_iter_get_line_readonly(line.get()));
        s.y += height;
    } while (pango_layout_iter_next_line(line.get()));
}

void Paper::space(double points) { state_->y += points; }

void Paper::rule() {
    auto& s = *state_;
    if (s.y + 12 > text_bottom) return s.next_page();
    cairo_set_source_rgb(s.cairo.get(), 0.8, 0.8, 0.8);
    cairo_set_line_width(s.cairo.get(), 0.5);
    cairo_move_to(s.cairo.get(), margin, s.y + 6);
    cairo_line_to(s.cairo.get(), page_width - margin, s.y + 6);
    cairo_stroke(s.cairo.get());
    s.y += 12;
}

std::string Paper::finish() {
    auto& s = *state_;
    s.end_page();
    s.cairo.reset();
    cairo_surface_finish(s.surface.get());
    return std::move(s.pdf);
}

}  // namespace goodhost::tickets
