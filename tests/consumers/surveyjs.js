// Loads surveys with the real survey-core and tells what it sees: one JSON object a line in, one a line out.
// In: {json, answers: [data, ...], locale?}. Out: {errors, title, pages, runs} or {failed}.
"use strict";
const path = require("node:path");
const readline = require("node:readline");
const Survey = require(path.join(process.argv[2], "survey-core"));

const complaints = [];
console.error = console.warn = (...told) => complaints.push(told.join(" "));

const list = (value) => (Array.isArray(value) ? value : []); // the rows of a comment are a number

function shown(question) {
  return {
    name: question.name,
    type: question.getType(),
    title: question.getType() === "html" ? question.locHtml.renderedHtml : question.locTitle.renderedHtml,
    help: question.locDescription ? question.locDescription.renderedHtml : "",
    choices: list(question.choices || question.rateValues || question.columns).map((one) => [one.value, one.text]),
    rows: list(question.rows).map((row) => [row.value, row.text]),
    fixed: list(question.choices).filter((one) => one.randomize === false).map((one) => one.value),
    required: question.isRequired,
  };
}

function run(json, answers, locale) {
  const survey = new Survey.Model(json);
  if (locale) survey.locale = locale;
  survey.data = answers;
  const questions = survey.getAllQuestions(false, false, true);
  const visible = Object.fromEntries(questions.map((question) => [question.name, question.isVisible]));
  const pages = Object.fromEntries(survey.pages.map((page) => [page.name, page.visible]));
  survey.validate(true);
  const wrong = {};
  for (const question of questions) {
    const types = question.errors.map((error) => error.getErrorType());
    if (types.length) wrong[question.name] = types;
  }
  const steps = [];
  survey.onCurrentPageChanged.add(() => steps.push(survey.currentPage ? survey.currentPage.name : ""));
  let guard = survey.pages.length + 2;
  while (survey.state === "running" && guard-- > 0) {
    if (survey.isLastPage ? !survey.completeLastPage() : !survey.nextPage()) break;
  }
  return { visible, pages, wrong, state: survey.state, data: survey.data, stoppedAt: survey.currentPage?.name, steps };
}

function told({ json, answers = [], locale = "" }) {
  complaints.length = 0;
  const survey = new Survey.Model(json);
  if (locale) survey.locale = locale;
  return {
    errors: survey.jsonErrors || [],
    title: survey.locTitle.renderedHtml,
    thanks: survey.processedCompletedHtml,
    pages: survey.pages.map((page) => ({
      name: page.name,
      title: page.locTitle.renderedHtml,
      shuffled: page.questionOrder,
      questions: page.questions.map(shown),
    })),
    runs: answers.map((data) => run(json, data, locale)),
    complaints: [...complaints],
  };
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  let answer;
  try {
    answer = told(JSON.parse(line));
  } catch (error) {
    answer = { failed: String(error && error.stack) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
