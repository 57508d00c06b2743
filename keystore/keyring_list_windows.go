package keystore

import (
	"strings"

	"github.com/danieljoos/wincred"
)

// listKeyring finds the accounts under our name in Credential Manager, where
// go-keyring stores them as "service:user", and has no way to list them.
func listKeyring(service string) ([]string, error) {
	credentials, err := wincred.List()
	if err != nil {
		return nil, err
	}
	var accounts []string
	for _, c := range credentials {
		if account, ours := strings.CutPrefix(c.TargetName, service+":"); ours {
			accounts = append(accounts, account)
		}
	}
	return accounts, nil
}
