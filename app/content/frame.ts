import { defineWords } from "./words";

export const frameWords = defineWords(
  {
    name: "言路",
    errorTitle: "这一步没有成功",
    toHome: "回到首页",
  },
  {
    name: "Yanlu",
    errorTitle: "That did not work",
    toHome: "Back to the home page",
  },
);
