#!/usr/bin/env node
// The browser of a user who agrees to everything: follows the redirects from the sign-in page back to the gateway.
const response = await fetch(process.argv[2], { redirect: "follow" });
await response.text();
process.exit(response.ok ? 0 : 1);
