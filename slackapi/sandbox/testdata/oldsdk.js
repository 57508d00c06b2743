// Uses the sandbox through @slack/client 4.12, the last official SDK that had the
// Permissions API, and prints what it reads as one JSON object.
'use strict';

const { WebClient, LogLevel } = require('@slack/client');

const { api, token, triggers, user, channel, clientID, clientSecret, code } = JSON.parse(process.argv[2]);
const options = { slackApiUrl: api, pageSize: 50, logLevel: LogLevel.ERROR, retryConfig: { retries: 0 } };

// refusal is Slack's error code for a call that must fail.
async function refusal(call) {
  try {
    await call;
  } catch (error) {
    return error.data.error;
  }
  return 'none';
}

async function main() {
  const web = new WebClient(token, options);
  const permissions = web.apps.permissions;
  const read = {
    who: await web.auth.test(),
    info: (await permissions.info()).info,
    resources: (await permissions.resources.list()).resources, // all pages
    scopes: (await permissions.scopes.list()).scopes,
    users: (await web.apiCall('apps.permissions.users.list')).resources,
  };

  // Before conversations.* each type of conversation had methods of its own.
  read.channels = (await web.channels.list({ exclude_archived: true, exclude_members: true })).channels; // all pages
  const history = await web.channels.history({ channel, count: 1 });
  read.newest = history.messages.map((m) => m.text);
  read.hasMore = history.has_more;

  const team = { scopes: 'pins:read,pins:write', trigger_id: triggers[0] };
  read.mixed = await refusal(permissions.request({ scopes: 'pins:read,users:read', trigger_id: triggers[0] }));
  read.request = (await permissions.request(team)).ok;
  read.again = await refusal(permissions.request(team));
  const person = { scopes: 'reminders:read:user', trigger_id: triggers[1], user };
  read.userRequest = (await web.apiCall('apps.permissions.users.request', person)).ok;

  const installed = await web.oauth.access({ client_id: clientID, client_secret: clientSecret, code });
  const renewing = new WebClient(undefined, {
    ...options, clientId: clientID, clientSecret, refreshToken: installed.refresh_token,
  });
  read.renewed = (await renewing.apps.permissions.info()).info;
  const first = renewing.token; // the client keeps its refresh token, and renews again and again
  read.renewals = [first];
  for (let n = 0; n < 2; n += 1) {
    renewing.accessTokenExpiresAt = Date.now() - 1;
    await renewing.apps.permissions.info();
    read.renewals.push(renewing.token);
  }
  return read;
}

main().then((read) => console.log(JSON.stringify(read)), (error) => {
  console.error(error);
  process.exit(1);
});
