#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace goodhost::html {

// What should not stand in a message in the clear.
enum class SecretKind { card_number, private_key, password };

struct Secret {
    SecretKind kind;
    std::size_t at, size;  // bytes of the text
};

// The number of these rules, kept with what they found nothing in. To be raised whenever they find more than they did; a test knows the
// sources that they are in.
constexpr std::int64_t secret_rules = 1;

// Card numbers (13 to 19 digits of a known issuer with a right check digit), private keys in PEM, and values behind words for
// `password` in many languages that look like one. In order, none overlapping; linear in the text's size.
std::vector<Secret> find_secrets(std::string_view text);

// Puts dots in the place of each secret; of a card number the last four digits stay, so that people can tell which one it is. How
// many there were.
std::size_t hide_secrets(std::string& text);
// The same for HTML as the sanitiser writes it; a secret is found across tags.
std::size_t hide_secrets_of_html(std::string& html);
std::string without_secrets(std::string_view text);

}  // namespace goodhost::html
