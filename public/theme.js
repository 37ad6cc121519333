// Applies the chosen theme before the page is drawn. A file of its own, because the content
// security policy allows no inline script.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage can be forbidden; then the theme follows the system.
}

// What a script makes useful is shown at once, and a list that a search replaces is not shown first.
document.documentElement.dataset.script = ''
if (location.search) document.documentElement.dataset.searching = ''
