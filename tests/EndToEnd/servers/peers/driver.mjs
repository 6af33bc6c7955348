// Plays the steps of a session with a client of either era, and prints what each of them came to.
// The session: { command, args, env, cwd, capabilities, answers, prefix, steps } as steps.json has them, with { url, token } for a server over HTTP. Of a step:
//   do         the method, or instructions, subscribe, unsubscribe, watch, unwatch, task: what the eras do in their own ways
//   level      the least log level the client wants; none is less than any
//   progress   ask for progress; cancel: end the call at the first
//   until      call again until the text of the result is this, list again until this is there
//   quiet      call again until it comes with no notification: what was cancelled ends at its own time
//   answers    what to answer to the server's requests, by method, one after the other
//   awaitNote  the notification that has to come, be it after the result
// What a step came to: { name, result | error, asked, notes, progress, late }; late is progress that came after the answer.
import { readFileSync } from "node:fs";

const limit = 10_000;
const listings = { "tools/list": "tools", "prompts/list": "prompts", "resources/list": "resources", "resources/templates/list": "resourceTemplates" };

async function until(isTrue) {
    const end = Date.now() + limit;
    while (!isTrue()) {
        if (Date.now() > end) return false;
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return true;
}

/** By the transports of an SDK: to what runs at the session's address, or to what its command starts. */
export function transportTo({ url, token, command, args, env, cwd }, Stdio, Http) {
    if (url) return new Http(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } });
    return new Stdio({ command, args, env, cwd, stderr: "inherit" });
}

export class Driver {
    #session; #client; #era; #asked; #notes; #progress; #late; #hasAnswer; #step;

    constructor(session, client, era) {
        this.#session = session;
        this.#client = client;
        this.#era = era;
    }

    /** A request of the server: what the step says is answered. */
    answer(method, params) {
        this.#asked.push({ method, params });
        const answers = this.#step.answers?.[method];
        const always = this.#session.answers?.[method];
        if (!answers?.length && always) return always;
        if (!answers?.length) throw new Error(`nobody said what to answer to ${method}`);
        return answers.shift();
    }

    note(method, params) {
        this.#notes.push({ method, params });
    }

    /** The SDKs hand progress over later than the answer behind it: the order is read off the transport. */
    #tap(transport) {
        const handle = transport.onmessage;
        transport.onmessage = (message, extra) => {
            if (message.method === "notifications/progress") {
                const { progressToken, ...progress } = message.params;
                (this.#hasAnswer ? this.#late : this.#progress).push(progress);
            }
            if (message.method === undefined && message.result?.resultType !== "input_required") this.#hasAnswer = true;
            handle(message, extra);
        };
    }

    async play() {
        const outcomes = [];
        this.#begin({ name: "open" });
        this.#tap(await this.#era.open());
        for (const step of this.#session.steps) outcomes.push(await this.#play(step));
        await this.#era.end?.();
        await this.#client.close();
        return outcomes;
    }

    #begin(step) {
        [this.#step, this.#asked, this.#notes, this.#progress, this.#late, this.#hasAnswer] = [step, [], [], [], [], false];
    }

    async #play(step) {
        this.#begin(step);
        const outcome = { name: step.name };
        try {
            outcome.result = await this.#carryOut(step);
        } catch (error) {
            outcome.error = { code: error.code, message: error.message, data: error.data };
        }

        if (step.awaitNote && !(await until(() => this.#notes.some(({ method }) => method === step.awaitNote)))) outcome.missing = step.awaitNote;
        return structuredClone({ ...outcome, asked: this.#asked, notes: this.#notes, progress: this.#progress, late: this.#late });
    }

    #carryOut(step) {
        switch (step.do) {
            case "instructions": return { instructions: this.#client.getInstructions() };
            case "tools/call": return this.#call(step);
            case "prompts/get": return this.#client.getPrompt({ ...step.params, name: this.#session.prefix + step.params.name });
            case "resources/read": return this.#client.readResource(step.params);
            case "completion/complete": return this.#client.complete(this.#prefixed(step.params));
            case "subscribe": return this.#era.subscribe(step.params.uri);
            case "unsubscribe": return this.#era.unsubscribe(step.params.uri);
            case "watch": return this.#era.watch();
            case "unwatch": return this.#era.unwatch();
            case "ping": return this.#client.ping();
            case "task": return this.#era.task({ ...step.params, name: this.#session.prefix + step.params.name });
            default: return this.#list(step.do, listings[step.do], step.until);
        }
    }

    #prefixed(params) {
        return params.ref.type === "ref/prompt" ? { ...params, ref: { ...params.ref, name: this.#session.prefix + params.ref.name } } : params;
    }

    /** All pages; some servers offer more when they know their client, so until the awaited one is there. */
    async #list(method, member, awaited) {
        const end = Date.now() + limit;
        while (true) {
            const items = [];
            let cursor;
            do {
                const page = await this.#era.list(method, cursor);
                items.push(...page[member]);
                cursor = page.nextCursor;
            } while (cursor !== undefined);
            if (awaited === undefined || items.some(({ name }) => name === this.#session.prefix + awaited) || Date.now() > end) return { [member]: items };
        }
    }

    async #call(step) {
        const abort = new AbortController();
        const options = { signal: abort.signal, timeout: limit };
        if (step.progress) options.onprogress = () => step.cancel && abort.abort("enough");
        const params = { ...step.params, name: this.#session.prefix + step.params.name };
        const end = Date.now() + limit;
        while (true) {
            try {
                const result = await this.#era.call(params, step.level, options);
                const isDone = (step.until === undefined || result.content[0].text === step.until) && !(step.quiet && this.#notes.length > 0);
                if (isDone || Date.now() > end) return result;
                this.#notes.length = 0;
            } catch (error) {
                if (step.cancel && abort.signal.aborted) return { cancelled: true };
                throw error;
            }
        }
    }
}

export async function run(start) {
    const session = JSON.parse(readFileSync(process.argv[2], "utf8"));
    const outcomes = await start(session).play();
    process.stdout.write(JSON.stringify(outcomes), () => process.exit(0));
}
