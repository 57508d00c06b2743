package cli

import (
	"strings"
	"testing"
)

// FuzzCommandLine: whatever is typed, an argument on each line, the program does not
// panic, prints nothing that a terminal obeys or hides, and ends as programs end.
func FuzzCommandLine(f *testing.F) {
	for _, line := range []string{
		"", "diff\n", "diff\n\n--", "diff\n \n ", "drift\n--manifest\n m.yaml\n--code\n.", "info\n--team\n", "--\x1b", "-", "--", "---", "--=", "-=",
		"team\nremove\n\xff\n--yes", "check\n,", "needs\n:", "request\n--wait\n-1s\npins:read\n--trigger-id\n1.2.a", "__complete\nteam\nremove\n",
		"help\n\u202e", "completion\n ", "sandbox\n--addr\n:", "info\n--json\n0123456789abcdef0123456789abcdef", "XOXB-SANDBOX-ACME",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsAny(line, "/\x00") || strings.Contains(line, "..") { // files of this machine; what no argument holds
			t.Skip()
		}
		for _, listens := range []string{"--listen", "--open", "--oauth", "--addr", "demo", "sandbox"} {
			if strings.Contains(line, listens) && !strings.HasSuffix(line, "\n:") {
				t.Skip("would wait for somebody")
			}
		}
		injection{where: "command line", payload: "fuzz", args: strings.Split(line, "\n")}.run(t, newInjectedPlace(t))
	})
}
