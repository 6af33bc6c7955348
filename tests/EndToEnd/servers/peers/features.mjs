// What the servers of both eras have in common: what they offer and what they answer. features.json is also read by the C# server.
import { readFileSync } from "node:fs";

export const features = JSON.parse(readFileSync(new URL("features.json", import.meta.url), "utf8"));

export const state = { hasGrown: false, cancelled: 0 };

export const text = (value) => ({ content: [{ type: "text", text: value }] });

/** What a tool says about an answer of the client: the same however it was asked. */
export const told = (value) => text(JSON.stringify(value));

export const failure = ({ code, message, data }) => Object.assign(new Error(message), { code, data });

export const tools = () => [...features.tools, ...(state.hasGrown ? [features.grown] : [])];

/** Two pages: whoever aggregates has to ask for the second. */
export function resourcePage(cursor) {
    if (cursor === undefined) return { resources: features.resources.slice(0, 2), nextCursor: "page 2/é" };
    if (cursor === "page 2/é") return { resources: features.resources.slice(2) };
    throw failure({ code: -32602, message: "no such page" });
}

export function prompt(name, args) {
    if (name === "plain") return { description: "Takes nothing.", messages: [{ role: "user", content: { type: "text", text: "Hello." } }] };
    if (name !== "greet") throw failure({ code: -32602, message: `no prompt ${name}` });
    return {
        messages: [
            { role: "user", content: { type: "text", text: `Greet ${args.name}${args.tone ? ` in a ${args.tone} tone` : ""}.` } },
            { role: "assistant", content: { type: "resource", resource: { uri: "memo://one", mimeType: "text/plain", text: "The one." } } },
        ],
    };
}

export function read(uri, notFound) {
    if (uri === "memo://one") return { contents: [{ uri, mimeType: "text/plain", text: "The one." }] };
    if (uri === "memo://two") return { contents: [{ uri, mimeType: "application/octet-stream", blob: "AAECAw==" }] };
    if (uri === "memo://changing") return { contents: [{ uri, mimeType: "text/plain", text: "As it is." }] };
    const note = /^memo:\/\/note\/(.+)$/.exec(uri);
    if (note) return { contents: [{ uri, mimeType: "text/plain", text: `A note of ${decodeURIComponent(note[1])}.` }] };
    throw failure({ code: notFound, message: "Resource not found", data: { uri } });
}

export function complete({ ref, argument, context }) {
    const place = ref.type === "ref/prompt" ? `${ref.name}/${argument.name}` : `${ref.uri}/${argument.name}`;
    if (place === "greet/tone") return { completion: { values: [`${context?.arguments?.name ?? "nobody"}-like`] } };
    if (place !== "greet/name" && place !== "memo://note/{name}/name") return { completion: { values: [] } };
    const values = features.names.filter((name) => name.startsWith(argument.value));
    return { completion: { values, total: values.length, hasMore: false } };
}

/** What the tools answer that ask nobody and tell nobody; undefined for the others. */
export function plainResult(name, args) {
    switch (name) {
        case "echo": return text(`echo: ${args.message}`);
        case "structured": case "media": case "fail": return features.results[name];
        case "refuse": throw failure(features.refusal);
        case "cancelled": return text(`${state.cancelled}`);
        case "grown": return text("grown");
        default: return undefined;
    }
}

export const sampleParams = (args) => ({
    ...features.asks.sample,
    messages: [{ role: "user", content: { type: "text", text: args.prompt } }],
});

export const untilCancelled = (signal) => new Promise((_, reject) => {
    const end = () => {
        state.cancelled++;
        reject(new Error("cancelled"));
    };
    if (signal.aborted) end();
    else signal.addEventListener("abort", end);
});
