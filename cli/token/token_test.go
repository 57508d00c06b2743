package token

import (
	"testing"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
)

// openStore opens the stored teams of an environment.
func openStore(t *testing.T, env *clitest.Environment) *Store {
	t.Helper()
	store, err := OpenStore(&env.Environment, "")
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// identified is a token as it is to be stored.
func identified(t *testing.T, env *clitest.Environment, text string, workspace model.TeamID) Addition {
	t.Helper()
	add, err := Identify(t.Context(), keystore.Addition{
		Credential: keystore.Credential{Token: clitest.Token(t, text)}, APIURL: env.Vars["SLACK_API_URL"], At: env.Now(),
	}, workspace)
	if err != nil {
		t.Fatal(err)
	}
	return Addition{Addition: add}
}

// save stores a token without a question.
func save(t *testing.T, store *Store, add Addition, c Choice) SavedToken {
	t.Helper()
	one, err := store.Save(t.Context(), add, "", c.Always())
	if err != nil {
		t.Fatal(err)
	}
	return one
}

// codeOf is the stable code of an error; empty without one.
func codeOf(err error) string {
	if err == nil {
		return ""
	}
	return console.Describe(err).Code
}
