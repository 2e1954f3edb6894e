import { call, path, send } from "./api.js";
import { byId, element, icon, save } from "./elements.js";
import { formatPercent, languageName, message } from "./messages.js";
import { announce, failure, notify } from "./page.js";

const pollMilliseconds = 1000;

/** Files: uploaded, translated by the server as jobs, and fetched when they are done. */
export function startFiles({ languages, options }) {
  const input = byId("file");
  const drop = byId("drop");
  const jobs = new Map();

  input.addEventListener("change", chosen);
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      chosen();
    }
  });
  byId("file-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await upload(input.files[0]);
  });
  for (const identifier of keptJobs()) follow({ id: identifier });

  function chosen() {
    const file = input.files[0];
    byId("file-name").hidden = !file;
    byId("file-name").textContent = file?.name ?? "";
    byId("file-send").disabled = !file;
  }

  async function upload(file) {
    const { target, glossaries, convention } = options();
    const form = new FormData();
    form.append("target", target);
    if (languages.source !== "auto") form.append("source", languages.source);
    if (glossaries?.length > 0) form.append("glossaries", glossaries.join(","));
    if (convention) form.append("convention", convention);
    form.append("file", file, file.name);
    byId("file-send").disabled = true;
    try {
      const job = await call("/v1/documents", { body: form });
      byId("file-trouble").replaceChildren();
      input.value = "";
      chosen();
      announce(message("files.queued", { name: job.name ?? file.name }));
      follow({ name: file.name, ...job });
    } catch (problem) {
      byId("file-trouble").replaceChildren(failure(problem, () => upload(file)));
      byId("file-send").disabled = false;
    }
  }

  /** Shows a job, and asks about it until it has ended. */
  async function follow(job) {
    const row = element("li", { class: "job" });
    jobs.set(job.id, row);
    byId("jobs").prepend(row);
    keep();
    for (;;) {
      try {
        job = { ...job, ...(await call(path(["v1", "documents", job.id]), { silent: true })) };
      } catch (problem) {
        if (problem.status === 404 || problem.status === 403) return remove(job);
        if (problem.status !== 0 && problem.status < 500) {
          return showJob(row, { ...job, status: "failed", problem: problem.message });
        }
      }
      if (!jobs.has(job.id)) return;
      showJob(row, job);
      if (["done", "failed", "cancelled"].includes(job.status)) {
        return announce(message(`files.${job.status}`, { name: job.name }));
      }
      await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
    }
  }

  function showJob(row, job) {
    const isOver = ["done", "failed", "cancelled"].includes(job.status);
    const progress = job.progress ?? 0;
    const had = row.contains(document.activeElement) ? document.activeElement.dataset.action : null;
    row.replaceChildren(
      element("div", { class: "job-text" },
        element("strong", {}, job.name ?? ""),
        element("p", { class: "help" }, [
          job.source && job.target && `${languageName(job.source)} → ${languageName(job.target)}`,
          message(`files.status.${job.status}`, { percent: formatPercent(progress) }),
          typeof job.problem === "string" ? job.problem : job.problem?.detail,
        ].filter(Boolean).join(" · "))),
      !isOver && element("progress", {
        max: 1, value: progress, "aria-label": message("files.progress", { name: job.name }),
      }),
      element("div", { class: "job-actions" },
        job.status === "done" && element("button", {
          type: "button", class: "strong", dataset: { action: "download" }, onclick: () => download(job),
        }, icon("download"), message("files.download")),
        element("button", {
          type: "button", class: "plain", dataset: { action: "remove" }, onclick: () => stop(job),
        }, message(isOver ? "files.remove" : "files.cancel"))));
    if (had) (row.querySelector(`[data-action=${had}]`) ?? row.querySelector("button")).focus();
  }

  async function download(job) {
    try {
      const response = await send(path(["v1", "documents", job.id, "result"]));
      save(await response.blob(), translatedName(job));
    } catch (problem) {
      notify(problem.message);
    }
  }

  async function stop(job) {
    try {
      await call(path(["v1", "documents", job.id]), { method: "DELETE" });
    } catch (problem) {
      if (problem.status !== 404) return notify(problem.message);
    }
    remove(job);
    byId("file").focus();
  }

  function remove(job) {
    jobs.get(job.id)?.remove();
    jobs.delete(job.id);
    keep();
  }

  function keep() {
    sessionStorage.setItem("chasqui-jobs", JSON.stringify([...jobs.keys()]));
  }
}

function keptJobs() {
  return JSON.parse(sessionStorage.getItem("chasqui-jobs") ?? "[]");
}

/** `notice.html` becomes `notice.es.html`. */
function translatedName({ name = "translation", target }) {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? `${name.slice(0, dot)}.${target}${name.slice(dot)}` : `${name}.${target}`;
}
