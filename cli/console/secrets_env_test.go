package console

import (
	"os"
	"testing"
)

func TestChildrenInheritNoSecrets(t *testing.T) {
	for _, name := range secretVars {
		t.Setenv(name, "secret of "+name)
	}
	t.Setenv("SLACK_API_URL", "http://127.0.0.1:1/api/")
	getenv := takeSecrets()
	for _, name := range secretVars {
		if _, set := os.LookupEnv(name); set {
			t.Errorf("a child would inherit %s", name)
		}
		if got := getenv(name); got != "secret of "+name {
			t.Errorf("%s is %q to ourselves", name, got)
		}
	}
	if got := getenv("SLACK_API_URL"); got != os.Getenv("SLACK_API_URL") {
		t.Errorf("SLACK_API_URL is %q", got)
	}
}
