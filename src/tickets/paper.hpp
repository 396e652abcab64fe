#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace goodhost::tickets {

/// Writes text on pages of A4 as PDF; Pango chooses fonts that have the letters (Hangul, Bengali). One thread.
class Paper {
  public:
    enum class Style { title, heading, body, small };

    Paper(std::string_view title, std::string_view footer);
    ~Paper();
    Paper(const Paper&) = delete;

    /// A paragraph, wrapped, on as many pages as it takes. Bad UTF-8 is replaced.
    void write(Style style, std::string_view text);
    void space(double points);
    /// A thin line across.
    void rule();
    /// Ends the document; nothing may be written afterwards.
    std::string finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace goodhost::tickets
