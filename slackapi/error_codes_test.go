package slackapi_test

import (
	"slices"
	"strings"
	"testing"

	"periscope/model/catalog"
	"periscope/slackapi"
)

// documented is every error and warning code that Slack's pages list for the
// Permissions API, for OAuth, for conversations and app manifests and for all
// methods, and the ones that only Slack's examples and clients show.
const documented = `
	invalid_trigger invalid_trigger_id trigger_exchanged trigger_expired missing_trigger
	exchanged_trigger_id expired_trigger_id
	invalid_scope mixed_scope invalid_user invalid_cursor
	invalid_client_id bad_client_secret client_id_token_mismatch no_permission
	invalid_code code_already_used bad_redirect_uri invalid_token missing_resource oauth_authorization_url_mismatch
	as_user_not_supported
	not_authed invalid_auth token_expired token_revoked account_inactive missing_scope not_allowed_token_type
	method_deprecated deprecated_endpoint unknown_method is_bot user_is_bot org_login_required team_added_to_org
	ekm_access_denied accesslimited two_factor_setup_required enterprise_is_restricted
	invalid_arguments invalid_arg_name invalid_array_arg invalid_charset invalid_form_data invalid_post_type
	missing_post_type invalid_json json_not_object request_timeout upgrade_required
	ratelimited service_unavailable fatal_error internal_error
	missing_charset superfluous_charset
	access_denied unapproved_scope scope_not_allowed_on_enterprise invalid_team_for_non_distributed_app
	invalid_code_verifier invalid_grant_type invalid_refresh_token no_scopes user_email_unverified
	cannot_install_an_org_installed_app preview_feature_not_available
	invalid_manifest invalid_app app_not_found invalid_app_id app_not_eligible
	failed_export failed_creating_app failed_adding_collaborator unknown_error
	not_in_channel is_archived no_text markdown_text_conflict team_access_not_granted missing_argument limit_required
	method_not_supported_for_channel_type
	channel_not_found user_not_found user_not_visible users_not_found team_not_found invalid_limit invalid_types`

func TestEveryCodeIsExplained(t *testing.T) {
	t.Parallel()
	explained := slackapi.Codes()
	for code := range strings.FieldsSeq(documented) {
		if !slices.Contains(explained, code) {
			t.Errorf("%s has no explanation", code)
		}
	}
	for _, code := range explained {
		if !slices.Contains(strings.Fields(documented), code) {
			t.Errorf("%s is explained, but nobody documents it", code)
		}
		for _, kind := range []catalog.TokenKind{
			catalog.Workspace, catalog.Bot, catalog.UserToken, catalog.Configuration, catalog.Refresh,
			catalog.WorkspaceRefresh, catalog.Session, catalog.UnknownKind,
		} {
			checkError(t, slackapi.Refusal(code, kind))
		}
	}
}

// TestCodesOfOneKindAreToldApart: what was wrong with the form of a call, and what an administrator or
// Slack does not let be called, differs by the code.
func TestCodesOfOneKindAreToldApart(t *testing.T) {
	t.Parallel()
	said := map[string]string{}
	for code := range strings.FieldsSeq(`ekm_access_denied accesslimited enterprise_is_restricted invalid_arg_name invalid_array_arg invalid_charset
		invalid_form_data invalid_post_type missing_post_type invalid_json json_not_object invalid_arguments missing_argument`) {
		e := slackapi.Error{Code: code}
		if other, taken := said[e.Sentence()]; taken {
			t.Errorf("%s and %s: %s", code, other, e.Sentence())
		}
		said[e.Sentence()] = code
	}
}

func TestBothTriggerNamesMeanTheSame(t *testing.T) {
	t.Parallel()
	a, b := slackapi.Error{Code: "invalid_trigger"}, slackapi.Error{Code: "invalid_trigger_id"}
	if a.Sentence() != b.Sentence() || a.NextStep() != b.NextStep() {
		t.Error("invalid_trigger and invalid_trigger_id are explained differently")
	}
}
