import { Client as ModernClient } from "@modelcontextprotocol/client";
import { StdioClientTransport as ModernTransport } from "@modelcontextprotocol/client/stdio";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as LegacyTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { CreateMessageRequestSchema, ElicitRequestSchema, ListRootsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const info = { name: "conformance", version: "1" };
const capabilities = { elicitation: { form: { applyDefaults: true } }, sampling: {}, roots: {} };

/** A client of the gateway that says yes to every question; what it leaves out of a form, its SDK fills in from the defaults. */
export async function connect(isModern, gateway) {
    const client = isModern ? new ModernClient(info, { capabilities, versionNegotiation: { mode: { pin: "2026-07-28" } } }) : new LegacyClient(info, { capabilities });
    client.setRequestHandler(isModern ? "elicitation/create" : ElicitRequestSchema, () => ({ action: "accept", content: {} }));
    client.setRequestHandler(isModern ? "sampling/createMessage" : CreateMessageRequestSchema, () => ({ role: "assistant", model: "none", content: { type: "text", text: "yes" } }));
    client.setRequestHandler(isModern ? "roots/list" : ListRootsRequestSchema, () => ({ roots: [] }));
    await client.connect(isModern ? new ModernTransport(gateway) : new LegacyTransport(gateway));
    return client;
}
