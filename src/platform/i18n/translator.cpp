#include "platform/i18n/translator.hpp"

#include "platform/services.hpp"

namespace goodhost::i18n {

Translator translator(const Context& context) { return {context.services.catalogue, context.locale, context.time_zone}; }

}  // namespace goodhost::i18n
