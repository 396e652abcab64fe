"""python3 -m unittest tools/i18n_test.py"""
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import i18n
import i18n_message


def tree(messages, sources):
    root = pathlib.Path(tempfile.mkdtemp())
    for language in i18n.LANGUAGES:
        (root / "locales" / language).mkdir(parents=True)
        (root / "locales" / language / "a.json").write_text(json.dumps(messages.get(language, messages["en"])))
    for name, text in sources.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


class Messages(unittest.TestCase):
    def test_arguments_are_found_in_all_branches(self):
        message = i18n_message.parse("{n, plural, one{{who}''s # day} other{# days of {who, select, a{x} other{{what}}}}} '{no}'")
        self.assertEqual(message.arguments, {("n", ""), ("who", ""), ("who", "select"), ("what", "")})

    def test_bad_texts_are_refused(self):
        for text in ("{", "}", "{a", "{a b}", "{n, plural, one{x}}", "{n, plural}", "{n, choice, 0#x}", "{n, plural, other{x}", "'{x", "{}", "{n, select, a{x} a{y} other{}}"):
            with self.assertRaises(i18n_message.Bad, msg=text):
                i18n_message.parse(text)

    def test_every_form_of_the_language_is_asked_for(self):
        message = i18n_message.parse("{n, plural, =0{none} one{#} other{#}}")
        self.assertEqual(list(i18n_message.plural_faults(message, "en")), [])
        self.assertEqual(list(i18n_message.plural_faults(message, "cy")), ["the plural lacks zero, two, few, many"])
        self.assertEqual(list(i18n_message.plural_faults(message, "ko")), ["the plural has one, which this language does not know"])


class Check(unittest.TestCase):
    def test_a_sound_tree_has_no_faults(self):
        root = tree({"en": {"a.x": "Yes", "a.kind.b": "B", "a.problem.gone": "Gone"}},
                    {"src/a/a.cpp": 't("a.x"); t("a.kind." + name); Problem(ProblemKind::not_found, "a.gone")'})
        self.assertEqual(i18n.check(root), [])

    def test_keys_begun_elsewhere_and_the_parts_of_mails_are_used(self):
        root = tree({"en": {"a.form.name": "Name", "a.mail.hello.subject": "Hello", "a.mail.hello.body": "Hello, you"}},
                    {"src/a/a.cpp": 'auto key = "a.form." + name;\nqueue("a.mail.hello");'})
        self.assertEqual(i18n.check(root), ["src/a/a.cpp:2: no message a.mail.hello.action"])

    def test_missing_and_unused_keys_are_told_with_their_place(self):
        root = tree({"en": {"a.x": "Yes"}}, {"src/a/a.cpp": '\nt("a.y");\n', "web/desk/a.tsx": "t('a.z'); t(`a.kind.${b}`)",
                                             "src/a/b.cpp": 'throw Problem(ProblemKind::conflict, "a.taken");'})
        self.assertEqual(i18n.check(root), ["src/a/a.cpp:2: no message a.y", "src/a/b.cpp:1: no message a.problem.taken",
                                            "web/desk/a.tsx:1: no message a.z", "web/desk/a.tsx:1: no message begins with a.kind.",
                                            "en a.x: nothing uses it"])

    def test_languages_are_held_against_english(self):
        english = {"a.x": "You have {n} new messages"}
        root = tree({"en": english, "ko": {"a.x": "새 메시지 {m}개"}, "cy": {}, "uz": {"a.x": "Sizda {n} ta yangi xabar bor"}, "bn": english},
                    {"src/a/a.cpp": 't("a.x")'})
        self.assertEqual(i18n.check(root), ["cy a.x: missing", "ko a.x: has m, English has n", "bn a.x: is the English text"])


if __name__ == "__main__":
    unittest.main()
