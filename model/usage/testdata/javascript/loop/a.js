const go = async () => {
  for (const m of ['users.list', 'team.info']) {
    await fetch(`https://slack.com/api/${m}`); // want: users.list team.info
  }
  await Promise.all(['pins.list', 'emoji.list'].map((m) => fetch('https://slack.com/api/' + m))); // want: pins.list emoji.list
};
