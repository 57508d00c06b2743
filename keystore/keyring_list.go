//go:build !windows && !darwin

package keystore

import (
	"github.com/godbus/dbus/v5"
	ss "github.com/zalando/go-keyring/secret_service"
)

// listKeyring asks the Secret Service for the accounts under our name.
// go-keyring stores them with these attributes, and has no way to list them.
func listKeyring(service string) ([]string, error) {
	svc, err := ss.NewSecretService()
	if err != nil {
		return nil, err
	}
	collection := svc.GetLoginCollection()
	if err := svc.Unlock(collection.Path()); err != nil {
		return nil, err
	}
	found, err := svc.SearchItems(collection, map[string]string{"service": service})
	if err != nil {
		return nil, err
	}
	var accounts []string
	for _, path := range found {
		account, err := accountOf(svc, path)
		if err != nil {
			return nil, err
		}
		accounts = append(accounts, account)
	}
	return accounts, nil
}

func accountOf(svc *ss.SecretService, item dbus.ObjectPath) (string, error) {
	property, err := svc.Object("org.freedesktop.secrets", item).GetProperty("org.freedesktop.Secret.Item.Attributes")
	if err != nil {
		return "", err
	}
	var attributes map[string]string
	err = property.Store(&attributes)
	return attributes["username"], err
}
