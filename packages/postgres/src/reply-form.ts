const told = '\\{"record":"[^"]+","version":[1-9][0-9]{0,8},"head":"[0-9a-f]{64}"\\}';

/** What a stored reply to a commit looks like: a regular expression for JavaScript and PostgreSQL alike. */
export const replyForm: string = `^\\{"time":"([^"]+)","records":\\[${told}(,${told})*\\]\\}$`;
