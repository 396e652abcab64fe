"""The rules themselves: each must find what it is for, and leave alone what it is not for. And the tests of the other tools (tools/*_test.py)."""
import contextlib
import io
import pathlib
import sys
import unittest

import clock
import functions
import includes
import odr
import sql
import streams
import tables
import words

CPP = """
#include <map>
namespace a {
struct Point { int x = 0; Point(int a, int b) : x{a}, y_(b) { x = b; } int y_ = {}; };
template <class T, class U = std::map<int, T>>
auto Point::operator()(const std::map<int, int>& m, T t) const noexcept -> bool {
    auto inner = [&](int one, int two, int three, int four, int five) { return "}" == text; };
    return m.empty();
}
const char* table[] = {"(", ")"};
void wide(int a, std::pair<int, int> b, std::function<void(int, int)> c, int d, int e) {}
void handed(db::Tx& tx, const Context& context, int a) {}
}
"""

TYPESCRIPT = """
export const total = (rows: Row[]): number => {
  return rows.reduce((sum, row) => sum + row.size, 0);
};
interface Props { a: string; }
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  const text = `}${title}`;
  return <div>{children}</div>;
}
"""


class Functions(unittest.TestCase):
    def test_cpp(self):
        found = {function.name: function for function in functions.of(CPP)}
        self.assertEqual(set(found), {"Point", "operator()", "wide", "handed"})
        self.assertEqual(found["wide"].parameters, 5)
        self.assertEqual(found["handed"].parameters, 2)
        self.assertEqual(found["operator()"].lines, 5)
        self.assertEqual(found["operator()"].parameters, 2)

    def test_typescript(self):
        found = {function.name: function.lines for function in functions.of(TYPESCRIPT, typescript=True)}
        self.assertEqual(found, {"total": 3, "Panel": 4})


class Streams(unittest.TestCase):
    def test_only_tickets_spell_the_name(self):
        self.assertIsNotNone(streams.complaint("src/routing/giving.cpp", '"ticket/"'))
        self.assertIsNone(streams.complaint("src/tickets/stream.cpp", '"ticket/"'))
        self.assertIsNone(streams.complaint("src/routing/giving.cpp", '"/api/v1/ticket/"'))
        self.assertIsNone(streams.complaint("src/routing/giving_test.cpp", '"ticket/7"'))


class Includes(unittest.TestCase):
    def complaint(self, name, target):
        return includes.complaint(name, name.split("/")[1], target)

    def test_allowed(self):
        for name, target in [("src/tickets/a.cpp", "accounts/accounts.hpp"), ("src/hosting/a.cpp", "accounts/ids.hpp"),
                             ("src/tickets/a.cpp", "tickets/rows.hpp"), ("src/app/a.cpp", "tickets/tickets.hpp"), ("src/email/a.cpp", "platform/db/db.hpp")]:
            self.assertIsNone(self.complaint(name, target), f"{name} {target}")

    def test_refused(self):
        for name, target in [("src/platform/db/a.cpp", "tickets/tickets.hpp"), ("src/accounts/a.cpp", "hosting/hosting.hpp"), ("src/tickets/a.cpp", "help/help.hpp"),
                             ("src/tickets/a.cpp", "accounts/rows.hpp"), ("src/tickets/a.cpp", "app/serve.hpp"), ("src/tickets/a.cpp", "rows.hpp")]:
            self.assertIsNotNone(self.complaint(name, target), f"{name} {target}")

    def test_cycle(self):
        self.assertEqual(len(list(includes.cycles({"a": ["b"], "b": ["c"], "c": ["a"]}))), 1)
        self.assertEqual(list(includes.cycles({"a": ["b", "c"], "b": ["c"]})), [])


class Types(unittest.TestCase):
    def test_full_names(self):
        text = "namespace a::b { struct C : D { struct E {}; }; enum class F { g }; namespace { struct H {}; } struct I; class J final { void k() {} }; }"
        self.assertEqual([name for name, _ in odr.types_of(text)], ["a::b::C", "a::b::F", "a::b::J"])


class Sql(unittest.TestCase):
    def test_who_may_read(self):
        self.assertTrue(tables.may_read("promises", "tickets"))
        self.assertTrue(tables.may_read("tickets", "platform/trail"))
        self.assertFalse(tables.may_read("tickets", "promises"))
        self.assertFalse(tables.may_read("promises", "email"))
        self.assertFalse(tables.may_read("platform/search", "tickets"))

    def test_targets(self):
        text = tables.LOCKS.sub(" ", "INSERT INTO a VALUES (1) ON CONFLICT DO UPDATE SET x = 1; SELECT x FROM b FOR UPDATE; UPDATE c SET x = 1")
        self.assertEqual([match.group(1) for match in tables.WRITES.finditer(text)], ["a", "c"])

    def test_sql_in_code(self):
        self.assertTrue(sql.SQL.search('"SELECT id\n FROM tickets WHERE"'))
        self.assertFalse(sql.SQL.search('"Update the ticket and delete from there"'))
        self.assertEqual(sql.LISTED.findall("reader.list<Row>(sql::list_rows, x); r.list<Row>(db::Query(sql::find_rows))"), ["list_rows", "find_rows"])


class Text(unittest.TestCase):
    def test_clock(self):
        self.assertTrue(clock.ANY.search("auto t = std::chrono::steady_clock::now();"))
        self.assertFalse(clock.ANY.search("context.now()"))

    def test_words(self):
        def hits(text):
            return [why for pattern, why in words.RULES if pattern.search(text)]
        self.assertTrue(hits("// TO" + "DO later"))
        self.assertTrue(hits("// FIX" + "ME later"))
        self.assertFalse(hits("// FIX" + "ME(#12): later"))
        self.assertTrue(hits("see /wo" + "rk/main"))
        self.assertFalse(hits("a todo list, https://example.com/work/list"))


if __name__ == "__main__":
    output = io.StringIO()
    with contextlib.redirect_stderr(output):
        ended = unittest.main(exit=False, argv=[sys.argv[0]]).result
        tools = unittest.defaultTestLoader.discover(str(pathlib.Path(__file__).parents[1]), "*_test.py")
        others = unittest.TextTestRunner().run(tools)
    if not ended.wasSuccessful() or not others.wasSuccessful() or not others.testsRun:
        print(output.getvalue())
        sys.exit(1)
