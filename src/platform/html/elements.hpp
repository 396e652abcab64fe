#pragma once
#include <array>

#include "platform/html/markup.hpp"

/// One function for each element: `p(text)`, `p({{"class", "hint"}}, text, a(...))`, `br()`. Included by html/html.hpp.
namespace goodhost::html {

namespace element_detail {

template <std::size_t N>
Html make(std::string_view tag, Attributes attributes, const std::array<Child, N>& children) {
    return element(tag, {attributes.begin(), attributes.size()}, children);
}

}  // namespace element_detail

#define GOODHOST_ELEMENT(tag)                                                                               \
    template <std::convertible_to<Child>... C>                                                              \
    Html tag(Attributes attributes, const C&... children) {                                                 \
        return element_detail::make(#tag, attributes, std::array<Child, sizeof...(C)>{Child(children)...}); \
    }                                                                                                       \
    template <std::convertible_to<Child>... C>                                                              \
    Html tag(const C&... children) {                                                                        \
        return element_detail::make(#tag, {}, std::array<Child, sizeof...(C)>{Child(children)...});         \
    }
#define GOODHOST_VOID_ELEMENT(tag) \
    inline Html tag(Attributes attributes = {}) { return void_element(#tag, {attributes.begin(), attributes.size()}); }

// Sections and groups.
GOODHOST_ELEMENT(address)
GOODHOST_ELEMENT(article)
GOODHOST_ELEMENT(aside)
GOODHOST_ELEMENT(blockquote)
GOODHOST_ELEMENT(dd)
GOODHOST_ELEMENT(details)
GOODHOST_ELEMENT(dialog)
GOODHOST_ELEMENT(div)
GOODHOST_ELEMENT(dl)
GOODHOST_ELEMENT(dt)
GOODHOST_ELEMENT(figcaption)
GOODHOST_ELEMENT(figure)
GOODHOST_ELEMENT(footer)
GOODHOST_ELEMENT(h1)
GOODHOST_ELEMENT(h2)
GOODHOST_ELEMENT(h3)
GOODHOST_ELEMENT(h4)
GOODHOST_ELEMENT(header)
GOODHOST_ELEMENT(li)
GOODHOST_ELEMENT(main)
GOODHOST_ELEMENT(nav)
GOODHOST_ELEMENT(ol)
GOODHOST_ELEMENT(p)
GOODHOST_ELEMENT(pre)
GOODHOST_ELEMENT(search)
GOODHOST_ELEMENT(section)
GOODHOST_ELEMENT(summary)
GOODHOST_ELEMENT(ul)
GOODHOST_VOID_ELEMENT(hr)

// Text.
GOODHOST_ELEMENT(a)
GOODHOST_ELEMENT(abbr)
GOODHOST_ELEMENT(b)
GOODHOST_ELEMENT(bdi)
GOODHOST_ELEMENT(cite)
GOODHOST_ELEMENT(code)
GOODHOST_ELEMENT(data)
GOODHOST_ELEMENT(del)
GOODHOST_ELEMENT(em)
GOODHOST_ELEMENT(i)
GOODHOST_ELEMENT(ins)
GOODHOST_ELEMENT(kbd)
GOODHOST_ELEMENT(mark)
GOODHOST_ELEMENT(q)
GOODHOST_ELEMENT(s)
GOODHOST_ELEMENT(small)
GOODHOST_ELEMENT(span)
GOODHOST_ELEMENT(strong)
GOODHOST_ELEMENT(sub)
GOODHOST_ELEMENT(sup)
GOODHOST_ELEMENT(time)
GOODHOST_VOID_ELEMENT(br)
GOODHOST_VOID_ELEMENT(wbr)

// Tables.
GOODHOST_ELEMENT(caption)
GOODHOST_ELEMENT(table)
GOODHOST_ELEMENT(tbody)
GOODHOST_ELEMENT(td)
GOODHOST_ELEMENT(tfoot)
GOODHOST_ELEMENT(th)
GOODHOST_ELEMENT(thead)
GOODHOST_ELEMENT(tr)

// Forms.
GOODHOST_ELEMENT(button)
GOODHOST_ELEMENT(datalist)
GOODHOST_ELEMENT(fieldset)
GOODHOST_ELEMENT(form)
GOODHOST_ELEMENT(label)
GOODHOST_ELEMENT(legend)
GOODHOST_ELEMENT(meter)
GOODHOST_ELEMENT(optgroup)
GOODHOST_ELEMENT(option)
GOODHOST_ELEMENT(output)
GOODHOST_ELEMENT(progress)
GOODHOST_ELEMENT(select)
GOODHOST_ELEMENT(textarea)
GOODHOST_VOID_ELEMENT(input)

// Media and the head. A script has an address, never text: the content security policy allows no other.
GOODHOST_ELEMENT(audio)
GOODHOST_ELEMENT(iframe)
GOODHOST_ELEMENT(picture)
GOODHOST_ELEMENT(title)
GOODHOST_ELEMENT(video)
GOODHOST_VOID_ELEMENT(img)
GOODHOST_VOID_ELEMENT(link)
GOODHOST_VOID_ELEMENT(meta)
GOODHOST_VOID_ELEMENT(source)
GOODHOST_VOID_ELEMENT(track)
inline Html script(Attributes attributes) { return element("script", {attributes.begin(), attributes.size()}, {}); }

#undef GOODHOST_ELEMENT
#undef GOODHOST_VOID_ELEMENT

}  // namespace goodhost::html
