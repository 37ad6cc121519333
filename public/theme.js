// Applies the chosen theme before the page is drawn. A file of its own, because the content
// security policy allows no inline script.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage can be forbidden; then the theme follows the system.
}
