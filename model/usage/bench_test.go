package usage_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"periscope/model/usage"
)

// repository is 10,000 files in five languages, 4 KB or more each: code that
// has nothing to do with Slack, but for one file in twenty, which is planted.
func repository(tb testing.TB) (languages []string, sources [][]byte, size int64) {
	tb.Helper()
	planted := map[string]string{
		".go": "go/standup/bot.go", ".py": "python/helpdesk/app.py", ".js": "javascript/lunch/src/app.js",
		".java": "java/oncall/src/OnCall.java", ".rb": "ruby/library/bot.rb",
	}
	extensions := []string{".go", ".py", ".js", ".java", ".rb"}
	filler := map[string]string{
		".go":   "// Total adds up what the customers of a day have paid.\nfunc (l *Ledger) Total(day time.Time) (sum Cents, err error) {\n\tfor _, p := range l.payments[day] {\n\t\tsum += p.Amount // in cents: \"%d\"\n\t}\n\treturn sum, l.client.Close(day)\n}\n",
		".py":   "def total(self, day):\n    \"\"\"Adds up what the customers of a day have paid.\"\"\"\n    return sum(p.amount for p in self.payments[day] if p.state != 'void')  # in cents\n",
		".js":   "export async function total(day) {\n  const { rows } = await this.client.payments.list({ day, state: 'paid' }); // in cents\n  return rows.map((r) => r.amount / 100).reduce((a, b) => a + b, 0);\n}\n",
		".java": "    /** Adds up what the customers of a day have paid. */\n    long total(LocalDate day) {\n        return payments.forDay(day).stream().filter(p -> !p.state().equals(\"void\")).mapToLong(Payment::amount).sum();\n    }\n",
		".rb":   "  # Adds up what the customers of a day have paid.\n  def total(day)\n    payments[day].reject { |p| p.state == 'void' }.sum { |p| p.amount }\n  end\n",
	}
	for i := range 10_000 {
		extension := extensions[i%len(extensions)]
		src := strings.Repeat(filler[extension], 1+4096/len(filler[extension]))
		if i%(20*len(extensions)) < len(extensions) {
			calling, err := os.ReadFile(filepath.Join("testdata", planted[extension]))
			if err != nil {
				tb.Fatal(err)
			}
			src = string(calling) + src
		}
		language, _ := usage.Language(fmt.Sprintf("file%d%s", i, extension))
		languages, sources, size = append(languages, language), append(sources, []byte(src)), size+int64(len(src))
	}
	return languages, sources, size
}

func BenchmarkFindIn10000Files(b *testing.B) {
	languages, sources, size := repository(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for i, src := range sources {
			usage.Find(languages[i], src)
		}
	}
}

// Files that no person wrote: one line of a megabyte, made of what the
// reader follows furthest. The time for each is to stay that of any other megabyte.
func BenchmarkFindInOneLine(b *testing.B) {
	for _, c := range []struct{ name, language, part string }{
		{"names", "JavaScript", "slack.chat.update({}),"},
		{"receivers", "JavaScript", "a%d.conversations.list(),"},
		{"dots", "JavaScript", "chat . users . "},
		{"brackets", "JavaScript", "((((slack))))"},
		{"slashes", "JavaScript", "=/slack"},
		{"templates", "JavaScript", "`${slack"},
		{"braces", "YAML", "}slack.com/api/"},
		{"quoted", "Python", "'users.list',slack.com/api/,"},
		{"quotes", "Python", `'""'slack`},
		{"gaps", "Python", "slack.        "},
		{"handed over", "Python", "slack.auth_test,"},
		{"chained", "Python", "f(slack.auth_test"},
		{"attributes", "Python", "getattr(slack_client, name) "},
		{"commands", "PowerShell", "function F($m){irm \"https://slack.com/api/$m\"} F 'users.list' "},
	} {
		var src strings.Builder
		for i := 0; src.Len() < 1<<20; i++ {
			src.WriteString(strings.ReplaceAll(c.part, "%d", fmt.Sprint(i)))
		}
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(src.Len()))
			for b.Loop() {
				usage.Find(c.language, []byte(src.String()))
			}
		})
	}
}
