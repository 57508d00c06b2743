import { teams } from "./slack-teams";

export async function rooms(team: string, person: string) {
  const line = await teams.of(team);
  await line.users.list();
  return line.users.conversations({ user: person }); // want: users.conversations
}
