// Installs an app by @slack/oauth: the person approves, the code comes back, the tokens are kept.
'use strict';

const { createServer } = require('node:http');
const { InstallProvider, LogLevel } = require('@slack/oauth');
const { WebClient } = require('@slack/web-api');
const { print } = require('./people.js');

const { base, clientID, clientSecret, team, user } = JSON.parse(process.argv[2]);

async function main() {
  const installer = new InstallProvider({
    clientId: clientID, clientSecret, stateSecret: 'sandbox', directInstall: true, logLevel: LogLevel.ERROR,
    authorizationUrl: `${base}/oauth/v2/authorize`, clientOptions: { slackApiUrl: `${base}/api/` },
  });
  let redirectUri;
  const server = createServer((request, response) => {
    if (request.url.startsWith('/slack/install')) {
      installer.handleInstallPath(request, response, {}, { scopes: ['chat:write', 'channels:read'], redirectUri });
      return;
    }
    installer.handleCallback(request, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const home = `http://127.0.0.1:${server.address().port}`;
  redirectUri = `${home}/slack/oauth_redirect`;

  const start = await fetch(`${home}/slack/install`, { redirect: 'manual' });
  const authorize = new URL(start.headers.get('location'));
  authorize.searchParams.set('user', user); // who approves, and where: a browser would ask
  authorize.searchParams.set('team', team);
  const approved = await fetch(authorize, { redirect: 'manual' });
  const cookie = start.headers.get('set-cookie').split(';')[0];
  const page = await fetch(approved.headers.get('location'), { headers: { cookie } });

  const kept = await installer.authorize({ teamId: team, isEnterpriseInstall: false });
  const who = await new WebClient(kept.botToken, { slackApiUrl: `${base}/api/` }).auth.test();
  server.close();
  return { status: page.status, team: who.team_id, bot: who.user_id === kept.botUserId, token: kept.botToken.startsWith('xoxb-') };
}

print(main());
