/** The icon in a browser's tab: a line that goes on. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="#1d70b8"/><path d="M4 16h8l4-7 4 14 3-7h5" fill="none" stroke="#fff" stroke-width="3"/></svg>';
