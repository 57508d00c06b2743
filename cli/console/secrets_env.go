package console

import (
	"os"
)

// secretVars are the variables that hold secrets.
var secretVars = []string{"SLACK_TOKEN", ClientSecretVar, SigningSecretVar}

// takeSecrets takes the secrets out of this process's environment, which every
// program that it starts would inherit, a browser among them. It returns a
// Getenv that still knows them.
func takeSecrets() (getenv func(string) string) {
	kept := map[string]string{}
	for _, name := range secretVars {
		if value, set := os.LookupEnv(name); set {
			kept[name] = value
			_ = os.Unsetenv(name) // fails only for names that no variable can have
		}
	}
	return func(name string) string {
		if value, ok := kept[name]; ok {
			return value
		}
		return os.Getenv(name)
	}
}

// ClientSecretVar is the way in for a client secret that nobody can type.
const ClientSecretVar = "SLACK_CLIENT_SECRET"

// SigningSecretVar is the way in for a signing secret that is stored nowhere.
// Arguments are none: every program on the machine sees them, and they end up in
// the shell's history.
const SigningSecretVar = "SLACK_SIGNING_SECRET"

// ClientIDVar is where a client id may be, which is no secret.
const ClientIDVar = "SLACK_CLIENT_ID"
