#pragma once
#include "platform/html/elements.hpp"
#include "platform/html/markup.hpp"

/// Pages are functions that return Html. Text and attribute values are escaped by construction; the one way around is
/// `raw_trusted`, so that a search for that word finds every place to be judged.
///
///   using namespace html;
///   return section({{"class", "card"}, {"id", id}},
///       h2(title),
///       ul(each(sites, [](const Site& site) { return li(a({{"href", site.address}}, site.name)); })),
///       when(can_pay, [&] { return button({{"type", "submit"}}, pay_label); }));
namespace goodhost::html {}
