/** What Vite makes of imports that are no TypeScript. */

declare module '*?worker&inline' {
  const constructor: new () => Worker;
  export default constructor;
}

declare module '*.css' {}
