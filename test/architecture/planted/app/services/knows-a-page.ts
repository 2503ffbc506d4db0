export { default } from "#app/routes/public/home";
